package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseCodesBy;
import dev.adieu.websocket.CloseContext;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import org.junit.jupiter.api.Test;

class WithoutCdiTest {

    public static class Strategy implements CloseCodeStrategy {
        @Override
        public CloseReason choose(CloseContext context) {
            return new CloseReason(() -> 4001, "");
        }
    }

    @ClientEndpoint
    @CloseCodesBy(Strategy.class)
    public static class Annotated {}

    @ClientEndpoint
    @CloseCodesBy(CloseCodeStrategy.class)
    public static class NamesAnInterface {}

    @Test
    void thereIsNoCdi() {
        assertThatThrownBy(() -> Class.forName("jakarta.enterprise.inject.spi.CDI"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void theStrategyOfTheAnnotationIsMadeWithItsConstructor() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            ContainerProvider.getWebSocketContainer()
                    .connectToServer(Annotated.class, peer.uri())
                    .close();
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(4001);
        }
    }

    @Test
    void aStrategyThatOnlyABeanCouldBeIsRefusedWhenConnecting() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            assertThatThrownBy(() -> ContainerProvider.getWebSocketContainer()
                            .connectToServer(NamesAnInterface.class, peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(CloseCodeStrategy.class.getName());
        }
    }
}
