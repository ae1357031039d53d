package dev.adieu.websocket.impl.connection.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Netty's behaviour that {@link LentLoop} relies on beyond its documentation. If a test fails, review LentLoop. */
class NettyLoopTest {

    private static final int SECONDS = 20;

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Semaphore wakeUps = new Semaphore(0);

    /** I/O that waits, where it may, until it is woken up. */
    private final class RecordingIo implements IoHandler {

        @Override
        public int run(IoHandlerContext context) {
            boolean waits = context.canBlock();
            calls.add(waits ? "waits for I/O" : "does not wait for I/O");
            if (waits) {
                wakeUps.acquireUninterruptibly();
            }
            return 0;
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wakeup() {
            wakeUps.release();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return false;
        }
    }

    private final class RecordingFactory implements IoHandlerFactory {

        @Override
        public IoHandler newHandler(ThreadAwareExecutor executor) {
            return new RecordingIo();
        }
    }

    /** Driven by the thread that is set, as {@link LentLoop} is. */
    private final class RecordingLoop extends SingleThreadIoEventLoop {

        private volatile Thread driver;
        private volatile boolean callbacksAreDue;

        RecordingLoop(ThreadFactory threads) {
            super(null, threads, new RecordingFactory());
        }

        @Override
        public boolean inEventLoop(Thread thread) {
            return thread == driver;
        }

        @Override
        protected void run() {
            driver = Thread.currentThread();
            calls.add("run");
            super.run();
            calls.add("run returns");
        }

        @Override
        protected boolean hasTasks() {
            return super.hasTasks() || callbacksAreDue;
        }

        @Override
        protected void afterRunningAllTasks() {
            super.afterRunningAllTasks();
            calls.add("round ends");
        }

        private void io() {
            runIo();
        }

        private void tasks() {
            runAllTasks();
        }

        private void wake() {
            ioHandler().wakeup();
        }
    }

    /** Its own thread never runs. */
    private RecordingLoop drivenByThisThread() {
        RecordingLoop loop = new RecordingLoop(task -> new Thread(() -> calls.add("own thread")));
        loop.driver = Thread.currentThread();
        return loop;
    }

    @Test
    void eachRoundIsInputAndOutputThenTasksThenTheEndOfTheRound() throws InterruptedException {
        RecordingLoop loop = new RecordingLoop(new DefaultThreadFactory("loop", true));
        loop.execute(() -> calls.add("task"));
        loop.shutdownGracefully(0, SECONDS, TimeUnit.SECONDS);
        assertThat(loop.awaitTermination(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(calls).startsWith("run", "does not wait for I/O", "task", "round ends");
        assertThat(calls.stream().filter(call -> call.startsWith("run"))).containsExactly("run", "run returns");
    }

    @Test
    void itsTasksAndTimersAreRunByTheThreadThatDrivesIt() {
        RecordingLoop loop = drivenByThisThread();
        loop.schedule(() -> calls.add("timer"), 0, TimeUnit.NANOSECONDS);
        loop.execute(() -> calls.add("task"));
        loop.tasks();
        assertThat(calls)
                .containsExactlyInAnyOrder("timer", "task", "round ends")
                .endsWith("round ends");
        assertThat(loop.pendingTasks()).isZero();
    }

    @Test
    void itDoesNotWaitForInputAndOutputWhileItHasTasks() {
        RecordingLoop loop = drivenByThisThread();
        loop.callbacksAreDue = true;
        loop.io();
        assertThat(calls).containsExactly("does not wait for I/O");
    }

    @Test
    void itsWaitEndsWhenTheHandlerIsWoken() {
        RecordingLoop loop = drivenByThisThread();
        loop.wake();
        loop.io();
        assertThat(calls).containsExactly("waits for I/O");
    }

    @Test
    void aTaskThatIsExecutedWakesItAndALazyOneDoesNot() {
        RecordingLoop loop = drivenByThisThread();
        loop.lazyExecute(() -> {});
        assertThat(wakeUps.availablePermits()).isZero();
        loop.execute(() -> {});
        assertThat(wakeUps.availablePermits()).isOne();
        assertThat(loop.pendingTasks()).isEqualTo(2);
    }

    /** Otherwise Netty would not take a follower for the loop's thread everywhere. */
    @Test
    void onlyInEventLoopComparesTheLoopsThread() {
        JavaClass executor = new ClassFileImporter().importClass(SingleThreadEventExecutor.class);
        assertThat(executor.getField("thread").getAccessesToSelf().stream()
                        .filter(access -> access.getAccessType() == JavaFieldAccess.AccessType.GET)
                        .map(access -> access.getOrigin().getName())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("inEventLoop", "interruptThread", "threadProperties");
    }
}
