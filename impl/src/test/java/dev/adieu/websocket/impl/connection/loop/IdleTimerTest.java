package dev.adieu.websocket.impl.connection.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The manual clock overflows on the way, as {@link System#nanoTime()} may. */
class IdleTimerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ManualTiming timing = new ManualTiming();
    private int idle;
    private final IdleTimer timer = new IdleTimer(new EmbeddedChannel().eventLoop(), timing, () -> idle++);

    @Test
    void itFiresOnceWhenTheTimeoutHasPassedWithoutAFrame() {
        timer.set(TIMEOUT);
        timing.pass(TIMEOUT.minusNanos(1));
        assertThat(idle).isZero();
        timing.pass(Duration.ofNanos(1));
        assertThat(idle).isOne();
        timing.pass(Duration.ofDays(1));
        assertThat(idle).isOne();
    }

    @Test
    void everyFramePutsItOffAndNoneCostsATimer() {
        timer.set(TIMEOUT);
        for (int i = 0; i < 100; i++) {
            timing.pass(Duration.ofSeconds(9));
            timer.touched();
            assertThat(timing.waiting()).isOne();
        }
        assertThat(idle).isZero();
        timing.pass(TIMEOUT.minusNanos(1));
        assertThat(idle).isZero();
        timing.pass(Duration.ofNanos(1));
        assertThat(idle).isOne();
    }

    @Test
    void aNewTimeoutCountsFromTheMomentWhenItIsSet() {
        timer.set(TIMEOUT);
        timing.pass(Duration.ofSeconds(9));
        timer.set(Duration.ofSeconds(2));
        assertThat(timing.waiting()).isOne();
        timing.pass(Duration.ofMillis(1999));
        assertThat(idle).isZero();
        timing.pass(Duration.ofMillis(1));
        assertThat(idle).isOne();
    }

    @Test
    void zeroAndLessAreForEver() {
        timer.set(TIMEOUT);
        timer.set(Duration.ZERO);
        assertThat(timing.waiting()).isZero();
        timer.set(Duration.ofMillis(Long.MIN_VALUE));
        assertThat(timing.waiting()).isZero();
        timing.pass(Duration.ofDays(1));
        assertThat(idle).isZero();
    }

    @Test
    void itStops() {
        timer.set(TIMEOUT);
        timer.stop();
        timer.stop();
        assertThat(timing.waiting()).isZero();
        timing.pass(TIMEOUT);
        assertThat(idle).isZero();
    }
}
