package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.LogOf;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.impl.endpoint.EndpointInstance;
import dev.adieu.websocket.impl.endpoint.UnacceptableMessageException;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handlers that are added after {@code connectToServer} has returned, as many tutorials do, miss nothing. */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class LateHandlersTest {

    /** Adds no handler. */
    private static final class Bare extends Endpoint {

        private final Heard heard = new Heard();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            heard.add("open");
        }

        @Override
        public void onError(Session session, Throwable failure) {
            heard.add(failure.getClass().getSimpleName());
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            heard.add("close");
        }
    }

    /** Sends what the server says first, and a ping, whose pong tells that everything before it was read. */
    private static Script greeting(Frame... frames) {
        return c -> {
            c.accept(frames);
            c.send(Frame.ping("read"));
            c.awaitFrame(Opcode.PONG);
            c.awaitCue();
            c.send(Frame.text("last"));
            c.answerClose();
            c.fin();
        };
    }

    private static List<String> messages(LogOf log) {
        return log.records().stream().map(new SimpleFormatter()::formatMessage).toList();
    }

    private static BrowserSession connect(Client client, Bare endpoint, ScriptedPeer peer) throws Exception {
        BrowserSession session = (BrowserSession) client.container().connectToServer(endpoint, null, peer.uri());
        // Also without a handler, pings are answered.
        peer.connection().awaitFrame(Opcode.PONG);
        return session;
    }

    @Test
    void whatTheServerSaidFirstIsDeliveredInItsOrder() throws Exception {
        Bare endpoint = new Bare();
        Heard heard = new Heard();
        try (ScriptedPeer peer = ScriptedPeer.plain(greeting(
                        Frame.text("a"), Frame.text("b").notFinal(), Frame.continuation("c"), Frame.binary((byte) 1)));
                Client client = new Client()) {
            BrowserSession session = connect(client, endpoint, peer);
            session.addMessageHandler(String.class, heard::add);
            peer.connection().cue();
            assertThat(heard.next(3)).containsExactly("a", "bc", "last");
            session.addMessageHandler(byte[].class, bytes -> heard.add("binary " + bytes.length));
            assertThat(heard.next()).isEqualTo("binary 1");
            assertThat(endpoint.heard.next()).isEqualTo("open");
            assertThat(endpoint.heard.isEmpty()).isTrue();
        }
    }

    @Test
    void handlersForPartsAndReadersHaveItAsWell() throws Exception {
        Heard heard = new Heard();
        try (ScriptedPeer peer = ScriptedPeer.plain(greeting(Frame.text("a")));
                Client client = new Client()) {
            BrowserSession session = connect(client, new Bare(), peer);
            session.addMessageHandler(String.class, (part, last) -> heard.add(part + " " + last));
            assertThat(heard.next()).isEqualTo("a true");
            peer.connection().cue();
        }
        try (ScriptedPeer peer = ScriptedPeer.plain(greeting(Frame.text("a")));
                Client client = new Client()) {
            BrowserSession session = connect(client, new Bare(), peer);
            session.addMessageHandler(Reader.class, reader -> heard.add("reader"));
            assertThat(heard.next()).isEqualTo("reader");
            peer.connection().cue();
        }
    }

    @Test
    void afterAHandlerHasClosedTheSessionNothingMoreIsDelivered() throws Exception {
        Heard heard = new Heard();
        try (ScriptedPeer peer = ScriptedPeer.plain(greeting(Frame.text("a"), Frame.text("b")));
                Client client = new Client()) {
            BrowserSession session = connect(client, new Bare(), peer);
            session.addMessageHandler(String.class, text -> {
                heard.add(text);
                session.close();
            });
            assertThat(heard.next()).isEqualTo("a");
            peer.connection().cue();
            Client.closed(session);
            assertThat(heard.isEmpty()).isTrue();
        }
    }

    @Test
    void theServersCloseIsNotHeldUpAndWhatHadNoHandlerIsLogged() throws Exception {
        Bare endpoint = new Bare();
        try (LogOf log = LogOf.the(EndpointInstance.class);
                ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.text("a"), Frame.text("b"), Frame.close(4000, "bye"));
                    c.awaitFrame(Opcode.CLOSE);
                    c.fin();
                });
                Client client = new Client()) {
            BrowserSession session = (BrowserSession) client.container().connectToServer(endpoint, null, peer.uri());
            assertThat(Client.closed(session).code()).isEqualTo(4000);
            assertThat(endpoint.heard.next(2)).containsExactly("open", "close");
            assertThat(messages(log))
                    .singleElement()
                    .asString()
                    .contains("2 of its messages never had a handler", "Session.addMessageHandler in onOpen");
        }
    }

    @Test
    void noMoreIsKeptThanIsReadAheadAndThatIsLogged() throws Exception {
        Bare endpoint = new Bare();
        Frame[] many = new Frame[40];
        Arrays.fill(many, Frame.text("x".repeat(10_000)));
        try (LogOf log = LogOf.the(EndpointInstance.class);
                ScriptedPeer peer = ScriptedPeer.plain(greeting(many));
                Client client = new Client()) {
            BrowserSession session = connect(client, endpoint, peer);
            assertThat(endpoint.heard.next(2))
                    .containsExactly("open", UnacceptableMessageException.class.getSimpleName());
            assertThat(messages(log)).singleElement().asString().contains("262,144 bytes");
            Heard heard = new Heard();
            session.addMessageHandler(String.class, heard::add);
            peer.connection().cue();
            String next = heard.next();
            while (!next.equals("last")) {
                next = heard.next();
            }
        }
    }

    /** An endpoint that adds its handlers in {@code onOpen} hears at once what it has none for. */
    @Test
    void anEndpointThatHasAHandlerIsToldAtOnceWhatItHasNoneFor() throws Exception {
        Heard heard = new Heard();
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                session.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) bytes -> {});
            }

            @Override
            public void onError(Session session, Throwable failure) {
                heard.add(failure.getMessage());
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(greeting(Frame.text("a")));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, null, peer.uri());
            assertThat(heard.next()).contains("no handler");
            peer.connection().cue();
        }
    }
}
