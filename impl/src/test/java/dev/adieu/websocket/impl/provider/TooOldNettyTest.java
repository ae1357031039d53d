package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserWebSocketContainer;
import jakarta.websocket.ContainerProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs with Netty 4.1 on the class path, which Spring Boot 3.5 chooses for its applications. */
@Tag("netty-too-old")
class TooOldNettyTest {

    @Test
    void theFirstUseNamesTheNettyThatIsThereAndTheWayOut() {
        assertThatThrownBy(ContainerProvider::getWebSocketContainer)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("netty-common-4.1.", "4.2.2.Final", "netty.version", "dev.adieu:adieu,");
        assertThatThrownBy(BrowserWebSocketContainer::create).isInstanceOf(IllegalStateException.class);
    }
}
