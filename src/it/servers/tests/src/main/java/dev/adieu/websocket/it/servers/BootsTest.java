package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

/**
 * A server that is booted again and again: where the order of client providers is left to chance, it changes from boot
 * to boot.
 */
class BootsTest extends AbstractServer {

    private static final int IN_A_ROW = 5;

    @AfterEach
    void stopForTheNextBoot() {
        stop();
    }

    @Override
    @RepeatedTest(IN_A_ROW)
    void afterThisBootTheClientProviderIsAdieu() {
        super.afterThisBootTheClientProviderIsAdieu();
        if (Facts.hasManagedExecutor()) {
            assertThat(application("first").client("managed executor").successful())
                    .startsWith(ADIEU);
        }
    }
}
