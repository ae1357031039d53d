package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.Listener;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.LocalhostCertificate;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The properties of a session (Jakarta WebSocket 2.2, {@link Session}). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class SessionTest {

    /** Notes what is known of the end in each callback. */
    private static final class Ending extends Endpoint {

        private final Heard heard = new Heard();

        private static String event(Session session) {
            return ((BrowserSession) session)
                    .getCloseEvent()
                    .map(event -> event.code() + " " + event.reason() + (event.wasClean() ? ", clean" : ", not clean"))
                    .orElse("none");
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            heard.add("onOpen " + event(session));
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            heard.add("onClose " + event(session));
        }
    }

    @Test
    void theCloseEventIsThereFromOnCloseOn() throws Exception {
        Ending endpoint = new Ending();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(4000, "bye"));
                Client client = new Client()) {
            BrowserSession session = (BrowserSession) client.container().connectToServer(endpoint, null, peer.uri());
            CloseEvent event = Client.closed(session);
            assertThat(endpoint.heard.next(2)).containsExactly("onOpen none", "onClose 4000 bye, clean");
            assertThat(session.getCloseEvent()).contains(event);
        }
    }

    @Test
    void theUriAndItsPartsAreThoseOfTheConnection() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            URI uri = peer.uri("/a/b?x=1&y=%C3%BC+%26&x=2&empty=&flag&&=z");
            Session session = client.open(uri);
            assertThat(session.getRequestURI()).isEqualTo(uri);
            assertThat(session.getQueryString()).isEqualTo("x=1&y=%C3%BC+%26&x=2&empty=&flag&&=z");
            assertThat(session.getRequestParameterMap())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "x",
                            List.of("1", "2"),
                            "y",
                            List.of("ü &"),
                            "empty",
                            List.of(""),
                            "flag",
                            List.of(""),
                            "",
                            List.of("z")));
            assertThat(session.getPathParameters()).isEmpty();
            assertThat(client.open(peer.uri("/")).getQueryString()).isNull();
            assertThat(client.open(peer.uri("/")).getRequestParameterMap()).isEmpty();
        }
    }

    @Test
    void aQueryThatCannotBeDecodedDoesNotKeepAnybodyFromItsParameters() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            assertThat(client.open(peer.uri("/?q=%FF%FE")).getRequestParameterMap())
                    .containsOnlyKeys("q");
        }
    }

    @Test
    void aSessionOverTlsIsSecure() {
        try (ScriptedPeer plain = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                ScriptedPeer secure = ScriptedPeer.tls(Scripts.acceptAndAnswerClose());
                Client client = new Client().with("adieu.ssl-context", LocalhostCertificate.trustingContext())) {
            assertThat(client.open(plain.uri()).isSecure()).isFalse();
            assertThat(client.open(secure.uri()).isSecure()).isTrue();
        }
    }

    @Test
    void userPropertiesAreACopyOfTheConfigurations() {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("given", "before");
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client().with(config)) {
            Session one = client.open(peer.uri());
            Session two = client.open(peer.uri());
            assertThat(one.getUserProperties()).containsEntry("given", "before");
            one.getUserProperties().put("given", "changed");
            assertThat(two.getUserProperties()).containsEntry("given", "before");
            assertThat(config.getUserProperties()).containsEntry("given", "before");
            one.getUserProperties().remove("given");
            assertThat(one.getUserProperties()).isEmpty();
        }
    }

    @Test
    void everySessionHasAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            for (int i = 0; i < 20; i++) {
                ids.add(client.open(peer.uri()).getId());
            }
        }
        assertThat(ids).hasSize(20).doesNotContain("");
    }

    /** Sees its own session in every callback. */
    private static final class Watching extends Listener {

        private volatile Session seen;
        private volatile boolean openWhileOpening;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            seen = session;
            openWhileOpening = session.getOpenSessions().contains(session);
            super.onOpen(session, config);
        }
    }

    @Test
    void theSessionIsTheSameObjectEverywhere() throws Exception {
        Watching endpoint = new Watching();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            Session session = client.container().connectToServer(endpoint, null, peer.uri());
            assertThat(endpoint.seen).isSameAs(session);
            assertThat(endpoint.openWhileOpening).isTrue();
            assertThat(session.getContainer()).isSameAs(client.container());
            assertThat(session.getOpenSessions()).containsExactly(session);
        }
    }

    /** Another endpoint. */
    @ClientEndpoint
    public static class Other {}

    @Test
    void openSessionsAreThoseOfTheSameEndpointUntilTheyAreClosed() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client();
                Client elsewhere = new Client()) {
            BrowserSession one = client.open(peer.uri());
            BrowserSession two = client.open(peer.uri());
            Session other = client.container().connectToServer(new Other(), peer.uri());
            elsewhere.open(peer.uri());
            assertThat(one.getOpenSessions()).containsExactlyInAnyOrder(one, two);
            assertThat(other.getOpenSessions()).containsExactly(other);
            two.close();
            Client.closed(two);
            assertThat(one.getOpenSessions()).containsExactly(one);
            assertThat(two.isOpen()).isFalse();
        }
    }

    @Test
    void aClosedSessionRefusesWhatNeedsAConnectionAndKeepsWhatItKnows() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri("/x?y=1"));
            session.close();
            Client.closed(session);
            assertThat(session).hasToString("session " + session.getId() + " with " + peer.uri("/x") + ", CLOSED");
            assertThatThrownBy(session::getAsyncRemote).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.setMaxIdleTimeout(1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.setMaxTextMessageBufferSize(1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.setMaxBinaryMessageBufferSize(1))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.addMessageHandler(String.class, text -> {}))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(session.getRequestURI()).isEqualTo(peer.uri("/x?y=1"));
            assertThat(session.getUserPrincipal()).isNull();
            assertThat(session.toString()).contains(session.getId());
        }
    }

    @Test
    void theDefaultsOfTheContainerAreTheSessions() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            client.container().setDefaultMaxSessionIdleTimeout(60_000);
            client.container().setDefaultMaxTextMessageBufferSize(1000);
            client.container().setDefaultMaxBinaryMessageBufferSize(2000);
            BrowserSession session = client.open(peer.uri());
            assertThat(session.getMaxIdleTimeout()).isEqualTo(60_000);
            assertThat(session.getMaxTextMessageBufferSize()).isEqualTo(1000);
            assertThat(session.getMaxBinaryMessageBufferSize()).isEqualTo(2000);
            assertThatThrownBy(() -> session.setMaxTextMessageBufferSize(0))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> client.container().setDefaultMaxBinaryMessageBufferSize(-1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(client.container().getInstalledExtensions())
                    .extracting("name")
                    .containsExactly("permessage-deflate");
        }
    }
}
