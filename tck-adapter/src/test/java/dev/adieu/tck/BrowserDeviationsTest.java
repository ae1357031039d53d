package dev.adieu.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.tck.application.EchoServer;
import dev.adieu.tck.application.Question;
import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.ReadyState;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.net.URL;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Behaviour under the browser rules where the TCK expects something else; browser-deviations.txt names each of these
 * tests.
 */
@ExtendWith(ArquillianExtension.class)
class BrowserDeviationsTest {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive application() {
        return ShrinkWrap.create(WebArchive.class, "deviations.war").addClass(EchoServer.class);
    }

    @Test
    void closingWithTooBigIsRefusedAndLeavesTheSessionOpen() throws Exception {
        CompletableFuture<String> echo = new CompletableFuture<>();
        BrowserSession session = connect("browser", echo);

        assertThatThrownBy(() -> session.close(new CloseReason(CloseCodes.TOO_BIG, "TCKCloseNowWithReason")))
                .isInstanceOf(InvalidAccessException.class)
                .hasMessageContaining("1009");

        assertThat(session.getReadyState()).isEqualTo(ReadyState.OPEN);
        session.getBasicRemote().sendText("still here");
        assertThat(echo.get(20, TimeUnit.SECONDS)).isEqualTo("still here");
        session.close();
        assertThat(closeEvent(session))
                .extracting(CloseEvent::code, CloseEvent::wasClean)
                .containsExactly(1000, true);
    }

    @Test
    void closingWithTooBigIsSentUnderTheRulesOfRfc6455() throws Exception {
        BrowserSession session = connect("rfc6455", new CompletableFuture<>());

        session.close(new CloseReason(CloseCodes.TOO_BIG, "TCKCloseNowWithReason"));

        assertThat(closeEvent(session))
                .extracting(CloseEvent::code, CloseEvent::wasClean)
                .containsExactly(1009, true);
    }

    @Test
    void aMessageOverTheLimitFailsTheConnection() throws Exception {
        CloseEvent event = receiveTooMuchUnder("browser");

        assertThat(event).extracting(CloseEvent::code, CloseEvent::wasClean).containsExactly(1006, false);
    }

    @Test
    void aMessageOverTheLimitIsClosedInOrderUnderTheRulesOfRfc6455() throws Exception {
        CloseEvent event = receiveTooMuchUnder("rfc6455");

        assertThat(event).extracting(CloseEvent::code, CloseEvent::wasClean).containsExactly(1009, true);
    }

    private CloseEvent receiveTooMuchUnder(String rules) throws Exception {
        BrowserSession session = connect(rules, new CompletableFuture<>());
        session.setMaxTextMessageBufferSize(5);
        session.getBasicRemote().sendText("123456");
        return closeEvent(session);
    }

    private BrowserSession connect(String rules, CompletableFuture<String> message) throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("adieu.rules", rules);
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig endpointConfig) {
                session.addMessageHandler(String.class, (MessageHandler.Whole<String>) message::complete);
            }
        };
        return (BrowserSession) ContainerProvider.getWebSocketContainer()
                .connectToServer(endpoint, config, Question.address(url.toURI(), "echo"));
    }

    private static CloseEvent closeEvent(BrowserSession session) throws Exception {
        return session.closed().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
