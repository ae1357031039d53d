package dev.adieu.websocket.impl.connection.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LendingPauseTest {

    /** So that what it counts overflows on the way. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);

    private final LendingPause pause = new LendingPause(clock::get);

    private void assertThatItLasts(Duration time) {
        pause.begin();
        clock.addAndGet(time.toNanos() - 1);
        assertThat(pause.isOver()).isFalse();
        clock.incrementAndGet();
        assertThat(pause.isOver()).isTrue();
    }

    @Test
    void thereIsNoneAtFirst() {
        assertThat(pause.isOver()).isTrue();
    }

    @Test
    void eachLastsTwiceAsLongAsTheOneBeforeIfItFollowsSoonAndNoneLongerThanAMinute() {
        for (long millis = 100; millis < 60_000; millis *= 2) {
            assertThatItLasts(Duration.ofMillis(millis));
        }
        assertThatItLasts(Duration.ofMinutes(1));
        assertThatItLasts(Duration.ofMinutes(1));
    }

    @Test
    void oneThatFollowsLateIsShortAgain() {
        assertThatItLasts(Duration.ofMillis(100));
        assertThatItLasts(Duration.ofMillis(200));
        clock.addAndGet(Duration.ofMillis(200).toNanos());
        assertThatItLasts(Duration.ofMillis(100));
    }
}
