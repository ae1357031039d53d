package dev.adieu.websocket.it.cdi.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.it.cdi.Eventually;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.inject.Inject;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contents of a deployed archive; archives differ in which of their classes are beans. */
@ExtendWith(ArquillianExtension.class)
public abstract class AbstractDeployment {

    @Inject
    private WebSocketContainer container;

    @Inject
    private BrowserWebSocketContainer browserContainer;

    @Inject
    private Greeter greeter;

    static JavaArchive archive(String discoveryMode) {
        return ShrinkWrap.create(JavaArchive.class)
                .addClasses(Greeter.class, GreetingClient.class, PoliteCloseCodes.class)
                .addAsManifestResource(
                        new StringAsset("<beans version=\"4.0\" bean-discovery-mode=\"" + discoveryMode + "\"/>"),
                        "beans.xml");
    }

    private void converse(WebSocketContainer with, ScriptedPeer peer) throws Exception {
        BrowserSession session = (BrowserSession) with.connectToServer(GreetingClient.class, peer.uri());
        session.getBasicRemote().sendText("world");
        session.getBasicRemote().sendText("moon");
        Eventually.holds(() -> greeter.greeted().size() == 2);
        session.close();
        CloseEvent event = session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
        ClientFrame close = peer.connection().awaitClose();
        assertThat(close.closeCode()).isEqualTo(4800);
        assertThat(close.closeReason()).isEqualTo("goodbye to world, moon");
        assertThat(event.code()).isEqualTo(4800);
    }

    @Test
    void theStrategyOfTheArchiveChoosesTheCodeThatTheServerSees() throws Exception {
        greeter.greeted().clear();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            converse(container, peer);
        }
    }

    @Test
    void aContainerFromTheStandardProviderIsNoDifferent() throws Exception {
        greeter.greeted().clear();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            converse(ContainerProvider.getWebSocketContainer(), peer);
        }
    }

    @Test
    void bothInjectedContainersAreTheSame() {
        assertThat(browserContainer).isSameAs(container);
    }
}
