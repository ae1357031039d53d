package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.Resources;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ClientSockets;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code BrowserWebSocketContainer.close()}. */
@ExtendWith(NothingStaysBehind.class)
class ContainerCloseTest {

    @Test
    void everySessionGoesAwayAndNoThreadAndNoSocketIsLeftWhenItReturns() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            List<BrowserSession> sessions = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                sessions.add(client.open(peer.uri()));
            }
            assertThat(Resources.threads()).isNotEmpty();
            client.container().close();
            assertThat(Resources.threads()).isEmpty();
            assertThat(ClientSockets.to(peer.port())).isZero();
            for (BrowserSession session : sessions) {
                assertThat(session.isOpen()).isFalse();
                assertThat(Client.closed(session))
                        .extracting(CloseEvent::code, CloseEvent::wasClean)
                        .containsExactly(1001, true);
            }
            assertThat(peer.connections())
                    .extracting(PeerConnection::awaitClose)
                    .allMatch(frame -> frame.closeCode() == 1001);
        }
    }

    @Test
    void aPeerThatNeverAnswersCostsOneClosingTimeoutForAllTogether() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer());
                Client client = new Client()) {
            client.with("adieu.closing-timeout", 500);
            for (int i = 0; i < 30; i++) {
                client.open(peer.uri());
            }
            long start = System.nanoTime();
            client.container().close();
            assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
            Eventually.holds(() -> Resources.threads().isEmpty(), () -> "threads stay behind: " + Resources.threads());
            Eventually.holds(
                    () -> ClientSockets.to(peer.port()) == 0,
                    () -> ClientSockets.to(peer.port()) + " sockets are left");
        }
    }

    @Test
    void attemptsAreGivenUp() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.neverAccept());
                Client client = new Client()) {
            ConnectionAttempt attempt = client.begin(peer.uri());
            peer.connection().request();
            client.container().close();
            assertThat(Client.closed(attempt).code()).isEqualTo(1006);
            assertThat(Resources.threads()).isEmpty();
            assertThat(client.listener().heardNothing()).isTrue();
        }
    }

    @Test
    void threadsThatAnotherContainerNeedsStay() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client();
                Client other = new Client()) {
            client.open(peer.uri());
            BrowserSession staying = other.open(peer.uri());
            client.container().close();
            assertThat(Resources.threads()).isNotEmpty();
            assertThat(staying.isOpen()).isTrue();
            assertThat(other.listener().next()).isEqualTo("open");
            staying.getAsyncRemote().sendText("still here");
            assertThat(other.listener().next()).isEqualTo("still here");
        }
    }

    @Test
    void afterwardsNothingCanBeConnectedAndClosingAgainDoesNothing() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            client.container().close();
            client.container().close();
            assertThatThrownBy(() -> client.container().connectToServer(client.listener(), null, peer.uri()))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> client.container().connect(client.listener(), null, peer.uri()))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(Resources.threads()).isEmpty();
            assertThat(peer.connections()).isEmpty();
        }
    }

    /** Does something in one of its callbacks. */
    private static final class Acting extends Endpoint {

        private final Heard heard = new Heard();
        private final String when;
        private final Consumer<Session> action;

        Acting(String when, Consumer<Session> action) {
            this.when = when;
            this.action = action;
        }

        private void act(String callback, Session session) {
            heard.add(callback);
            if (callback.equals(when)) {
                action.accept(session);
                heard.add("returned");
            }
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> act("text", session));
            act("open", session);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            act("close", session);
        }
    }

    @Test
    void closingTheContainerInACallbackDoesNotDeadlock() throws Exception {
        for (String when : List.of("open", "text", "close")) {
            try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                        c.accept(Frame.text("a"));
                        c.answerClose();
                        c.fin();
                    });
                    Client client = new Client()) {
                Acting endpoint = new Acting(when, session -> client.container().close());
                ConnectionAttempt attempt = client.container().connect(endpoint, null, peer.uri());
                if (when.equals("close")) {
                    assertThat(endpoint.heard.next(2)).containsExactly("open", "text");
                    attempt.close();
                }
                assertThat(Client.closed(attempt).code()).isEqualTo(when.equals("close") ? 1000 : 1001);
            }
        }
    }

    @Test
    void closingTheContainerInAStageOfTheAttemptDoesNotDeadlock() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            ConnectionAttempt attempt = client.begin(peer.uri());
            attempt.session().thenAccept(session -> client.container().close());
            assertThat(Client.closed(attempt).code()).isEqualTo(1001);
        }
    }

    @Test
    void threadsEndByThemselvesWhenTheLastSessionIsClosed() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            session.close();
            Client.closed(session);
            Eventually.holds(() -> Resources.threads().isEmpty(), () -> "threads stay behind: " + Resources.threads());
            client.open(peer.uri());
        }
    }

    @Test
    void anAttemptThatCannotBeginLeavesNoThread() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            for (int i = 0; i < 3; i++) {
                client.with("adieu.proxy", "nonsense");
                client.refused(peer.uri());
            }
            assertThat(Resources.threads()).isEmpty();
        }
    }
}
