package dev.adieu.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;

import java.io.InputStream;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

class TimeoutTest {

    private static final String TIMEOUT = "junit.jupiter.execution.timeout.default";

    private static volatile Thread waiting;

    @Test
    void aTestThatWaitsForEverFailsInItsOwnThread() {
        EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(true)
                .configurationParameter(TIMEOUT, "100 ms")
                .selectors(selectMethod(WaitsForEver.class, "waitForEver"))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, test(finishedWithFailure(instanceOf(TimeoutException.class))));
        assertThat(waiting).isSameAs(Thread.currentThread());
    }

    @Test
    void theTimeoutIsAboveTheLongestTestOfTheTckAndFarBelowItsWaits() throws Exception {
        Properties configuration = new Properties();
        try (InputStream file = getClass().getResourceAsStream("/junit-platform.properties")) {
            configuration.load(file);
        }
        Duration timeout = Duration.ofSeconds(
                Long.parseLong(configuration.getProperty(TIMEOUT).replace(" s", "")));

        assertThat(timeout).isBetween(Duration.ofSeconds(21 * 2), Duration.ofSeconds(2000 / 10));
    }

    /** Not found by name, only by the test above. */
    static class WaitsForEver {

        @Test
        void waitForEver() throws InterruptedException {
            waiting = Thread.currentThread();
            new CountDownLatch(1).await();
        }
    }
}
