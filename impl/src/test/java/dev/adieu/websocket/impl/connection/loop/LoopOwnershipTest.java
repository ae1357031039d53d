package dev.adieu.websocket.impl.connection.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.impl.connection.loop.LoopOwnership.Event;
import dev.adieu.websocket.impl.connection.loop.LoopOwnership.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tries every interleaving of an owner and two followers: see {@link LendingModel} for the steps. */
class LoopOwnershipTest {

    /** The reachable states, and those from which a fast step leads to each. */
    private static final class Exploration {

        private final Map<LendingModel, List<LendingModel>> cameFrom = new HashMap<>();

        Exploration(LendingModel start) {
            ArrayDeque<LendingModel> open = new ArrayDeque<>(List.of(start));
            cameFrom.put(start, new ArrayList<>());
            while (!open.isEmpty()) {
                LendingModel world = open.poll();
                assertThat(world.drivers() <= 1 && world.isDrivenByWhomItBelongsTo())
                        .as("%s", world)
                        .isTrue();
                world.steps(
                        next -> {
                            reached(next, open);
                            cameFrom.get(next).add(world);
                        },
                        next -> reached(next, open));
            }
        }

        private void reached(LendingModel next, ArrayDeque<LendingModel> open) {
            if (!cameFrom.containsKey(next)) {
                cameFrom.put(next, new ArrayList<>());
                open.add(next);
            }
        }

        /** Asserts that fast steps alone lead there, wherever the threads are. */
        void assertThatAlways(Predicate<LendingModel> from, Predicate<LendingModel> to) {
            Set<LendingModel> leads =
                    cameFrom.keySet().stream().filter(to).collect(Collectors.toCollection(HashSet::new));
            ArrayDeque<LendingModel> open = new ArrayDeque<>(leads);
            while (!open.isEmpty()) {
                cameFrom.get(open.poll()).stream().filter(leads::add).forEach(open::add);
            }
            assertThat(cameFrom.keySet().stream()
                            .filter(from)
                            .filter(world -> !leads.contains(world))
                            .findFirst())
                    .isEmpty();
        }

        void assertThatItKeepsTheRules() {
            // Neither a message nor a task nor a callback is left, though one callback may never return.
            assertThatAlways(world -> true, LendingModel::isDone);
            assertThatAlways(world -> world.state() == State.RECLAIMING, world -> world.state() == State.OWN);
        }
    }

    private static Exploration explore(int messages, LendingModel.Mistake... mistakes) {
        return new Exploration(new LendingModel(messages, 1, 1, mistakes));
    }

    @Test
    void inNoInterleavingDoTwoThreadsDriveOrIsAWakeUpLostOrAnythingLeftBehind() {
        Exploration all = explore(3);
        System.out.println(all.cameFrom.size() + " situations of a loop that is lent");
        assertThat(all.cameFrom.keySet().stream().map(LendingModel::state)).contains(State.values());
        all.assertThatItKeepsTheRules();
    }

    @ParameterizedTest
    @EnumSource
    void theInterleavingsWouldShowAMistake(LendingModel.Mistake mistake) {
        assertThatThrownBy(() -> explore(3, mistake).assertThatItKeepsTheRules())
                .isInstanceOf(AssertionError.class);
    }

    private static List<State> pathOf(Event... events) {
        List<State> path = new ArrayList<>();
        long word = 0;
        for (Event event : events) {
            word = LoopOwnership.after(word, event, LoopOwnership.turnOf(word));
            assertThat(word).as("%s after %s", event, path).isNotEqualTo(LoopOwnership.REFUSED);
            path.add(LoopOwnership.stateOf(word));
        }
        return path;
    }

    @Test
    void aLoopIsLentBorrowedReclaimedAndGivenBack() {
        assertThat(pathOf(
                        Event.LEND,
                        Event.JOIN,
                        Event.DRIVE,
                        Event.CALL_BACK,
                        Event.DRIVE,
                        Event.SLEEP,
                        Event.RECLAIM,
                        Event.GIVE_BACK))
                .containsExactly(
                        State.LENT,
                        State.CALLBACKS,
                        State.BORROWED,
                        State.CALLBACKS,
                        State.BORROWED,
                        State.BORROWED,
                        State.RECLAIMING,
                        State.OWN);
    }

    @Test
    void everyEventIsRefusedInATurnThatIsNotTheSenders() {
        Stream.of(State.values())
                .flatMap(state ->
                        Stream.of(Event.values()).map(event -> LoopOwnership.after(7 << 4 | state.ordinal(), event, 6)))
                .forEach(word -> assertThat(word).isEqualTo(LoopOwnership.REFUSED));
    }
}
