package dev.adieu.websocket.impl.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private static final Executor HERE = Runnable::run;

    private final List<String> seen = new ArrayList<>();

    private SerialExecutor in(Executor context) {
        return new SerialExecutor(HERE, HERE, context, null);
    }

    @Test
    void tasksRunInTheContext() {
        in(task -> {
            seen.add("entered");
            task.run();
            seen.add("left");
        }).execute(() -> seen.add("task"));
        assertThat(seen).containsExactly("entered", "task", "left");
    }

    @Test
    void aTaskRunsWithoutAContextThatCannotBeEnteredAnyMore() {
        in(task -> {
            throw new IllegalStateException("the application is disabled");
        }).execute(() -> seen.add("task"));
        assertThat(seen).containsExactly("task");
    }

    @Test
    void aTaskRunsOnceIfTheContextCannotBeLeft() {
        in(task -> {
            task.run();
            throw new IllegalStateException("the application is disabled");
        }).execute(() -> seen.add("task"));
        assertThat(seen).containsExactly("task");
    }

    @Test
    void theNextTaskRunsAfterOneThatThrows() {
        SerialExecutor executor = in(HERE);
        executor.execute(() -> {
            throw new IllegalStateException("a callback's own");
        });
        executor.execute(() -> seen.add("task"));
        assertThat(seen).containsExactly("task");
    }
}
