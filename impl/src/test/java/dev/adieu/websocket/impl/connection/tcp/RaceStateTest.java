package dev.adieu.websocket.impl.connection.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.impl.connection.tcp.RaceState.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays every sequence of events. */
class RaceStateTest {

    private enum Event {
        DELAY_OVER,
        FAILED,
        CONNECTED,
        CANCEL
    }

    private int played;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void everySequenceOfEventsKeepsTheRules(int addresses) {
        play(addresses, new ArrayList<>());
        assertThat(played).isGreaterThan(addresses);
    }

    /** Plays a story from its beginning, and then each one that is longer by one event. */
    private void play(int addresses, List<Event> story) {
        RaceState state = new RaceState(addresses);
        int tried = 0;
        int running = 0;
        int failed = 0;
        boolean over = false;
        List<Event> all = new ArrayList<>(story);
        // What begins a race is the same as the end of a delay.
        all.add(0, Event.DELAY_OVER);
        for (Event event : all) {
            boolean left = tried < addresses;
            Step step = null;
            Step expected = null;
            switch (event) {
                case DELAY_OVER -> {
                    step = state.delayOver();
                    expected = over || !left ? Step.WAIT : Step.TRY;
                }
                case FAILED -> {
                    step = state.failed();
                    running--;
                    failed += over ? 0 : 1;
                    expected = over ? Step.WAIT : left ? Step.TRY : running > 0 ? Step.WAIT : Step.FAIL;
                }
                case CONNECTED -> {
                    step = state.connected();
                    running--;
                    expected = over ? Step.CLOSE : Step.KEEP;
                }
                case CANCEL -> state.cancel();
            }
            assertThat(step).as("of %d addresses, %s", addresses, all).isEqualTo(expected);
            over |= step == Step.KEEP || step == Step.FAIL || event == Event.CANCEL;
            if (step == Step.TRY) {
                tried++;
                running++;
            }
            if (step == Step.FAIL) {
                assertThat(failed).as("all have failed: %s", all).isEqualTo(addresses);
            }
            assertThat(over || running > 0).as("something goes on: %s", all).isTrue();
            assertThat(state.hasMore()).as("%s", all).isEqualTo(tried < addresses);
        }
        played++;
        if (over && running == 0 || story.size() == 2 * addresses) {
            return;
        }
        for (Event next : Event.values()) {
            boolean possible = running > 0 || next == Event.DELAY_OVER || next == Event.CANCEL;
            if (possible) {
                story.add(next);
                play(addresses, story);
                story.remove(story.size() - 1);
            }
        }
    }

    @Test
    void aRaceWithoutAddressesIsRefused() {
        assertThatThrownBy(() -> new RaceState(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
