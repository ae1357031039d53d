package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Handlers of programmatic endpoints (Jakarta WebSocket 2.2, section 2.1.3). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class MessageHandlersTest {

    /** An endpoint whose onOpen is the test's. */
    private static final class Opening extends Endpoint {

        private final Heard heard = new Heard();
        private final Consumer<Session> onOpen;

        Opening(Consumer<Session> onOpen) {
            this.onOpen = onOpen;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            onOpen.accept(session);
        }

        @Override
        public void onError(Session session, Throwable failure) {
            heard.add("error " + failure.getMessage());
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode());
        }
    }

    /** Sends the first frames at once, and each of the others when a message has come. */
    private static ScriptedPeer sending(List<Frame> first, Frame... others) {
        return ScriptedPeer.plain(c -> {
            c.accept(first.toArray(Frame[]::new));
            for (int i = 0; i < others.length; i++) {
                c.awaitFrameAt(i);
                c.send(others[i]);
            }
            c.answerClose();
            c.fin();
        });
    }

    private static BrowserSession connect(
            Client client, Endpoint endpoint, ClientEndpointConfig config, ScriptedPeer peer) throws Exception {
        return (BrowserSession) client.container().connectToServer(endpoint, config, peer.uri());
    }

    @Test
    void messagesThatCameWithTheHandshakeWaitForTheHandlersOfOnOpen() throws Exception {
        Heard heard = new Heard();
        Opening endpoint = new Opening(session -> {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> heard.add("text " + text));
            session.addMessageHandler(InputStream.class, (MessageHandler.Whole<InputStream>) in -> heard.add("stream"));
            session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                    pong -> heard.add("pong " + pong.getApplicationData().remaining()));
        });
        try (ScriptedPeer peer = sending(List.of(Frame.text("a"), Frame.binary(), Frame.pong("xyz")));
                Client client = new Client()) {
            connect(client, endpoint, null, peer);
            assertThat(heard.next(3)).containsExactly("text a", "stream", "pong 3");
        }
    }

    @Test
    void aLimitThatOnOpenSetsCountsForMessagesThatCameWithTheHandshake() throws Exception {
        Heard heard = new Heard();
        Opening endpoint = new Opening(session -> {
            session.setMaxTextMessageBufferSize(30);
            session.setMaxBinaryMessageBufferSize(5);
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> heard.add("text " + text));
            session.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) bytes -> heard.add("binary"));
        });
        String text = "x".repeat(20);
        try (ScriptedPeer peer = sending(List.of(Frame.text(text), Frame.binary(new byte[6]), Frame.text("behind")));
                Client client = new Client().with("adieu.max-message-size", 10)) {
            BrowserSession session = connect(client, endpoint, null, peer);
            assertThat(Client.closed(session).code()).isEqualTo(1006);
            assertThat(heard.next()).isEqualTo("text " + text);
            assertThat(heard.isEmpty()).isTrue();
            assertThat(endpoint.heard.next()).contains("more than 5 bytes");
        }
    }

    @Test
    void handlersAreChangedAtRunTime() throws Exception {
        Heard heard = new Heard();
        MessageHandler.Whole<String> first = new MessageHandler.Whole<>() {
            @Override
            public void onMessage(String text) {
                heard.add("first " + text);
            }
        };
        MessageHandler.Partial<String> second = new MessageHandler.Partial<>() {
            @Override
            public void onMessage(String part, boolean last) {
                heard.add("second " + part + " " + last);
            }
        };
        Opening endpoint = new Opening(session -> session.addMessageHandler(first));
        try (ScriptedPeer peer = sending(List.of(Frame.text("a")), Frame.text("b"), Frame.text("c"), Frame.text("d"));
                Client client = new Client()) {
            BrowserSession session = connect(client, endpoint, null, peer);
            assertThat(heard.next()).isEqualTo("first a");
            assertThat(session.getMessageHandlers()).containsExactly(first);
            session.removeMessageHandler(first);
            assertThat(session.getMessageHandlers()).isEmpty();
            session.addMessageHandler(second);
            session.getBasicRemote().sendText("next");
            assertThat(heard.next()).isEqualTo("second b true");
            session.removeMessageHandler(second);
            session.getBasicRemote().sendText("next");
            assertThat(endpoint.heard.next()).contains("no handler");
            session.addMessageHandler(first);
            session.getBasicRemote().sendText("next");
            assertThat(heard.next()).isEqualTo("first d");
        }
    }

    @Test
    void aHandlerMayRemoveItself() throws Exception {
        Heard heard = new Heard();
        Opening endpoint = new Opening(session -> session.addMessageHandler(new MessageHandler.Whole<String>() {
            @Override
            public void onMessage(String text) {
                heard.add(text);
                session.removeMessageHandler(this);
                session.addMessageHandler(Reader.class, reader -> heard.add("reader"));
            }
        }));
        try (ScriptedPeer peer = sending(List.of(Frame.text("a"), Frame.text("b")));
                Client client = new Client()) {
            connect(client, endpoint, null, peer);
            assertThat(heard.next(2)).containsExactly("a", "reader");
        }
    }

    @Test
    void aHandlerThatIsExchangedInTheMiddleOfAMessageGetsAllOfIt() throws Exception {
        Heard heard = new Heard();
        Opening endpoint = new Opening(session -> session.addMessageHandler(new MessageHandler.Partial<String>() {
            @Override
            public void onMessage(String part, boolean last) {
                heard.add("old " + part + " " + last);
                if (!last) {
                    session.removeMessageHandler(this);
                    session.addMessageHandler(
                            String.class, (MessageHandler.Whole<String>) text -> heard.add("new " + text));
                }
                session.getAsyncRemote().sendText("next");
            }
        }));
        try (ScriptedPeer peer =
                        sending(List.of(Frame.text("a").notFinal()), Frame.continuation("b"), Frame.text("c"));
                Client client = new Client()) {
            connect(client, endpoint, null, peer);
            assertThat(heard.next(3)).containsExactly("old a false", "old b true", "new c");
        }
    }

    @Test
    void aHandlerThatIsRemovedInTheMiddleOfAMessageGetsAllOfIt() throws Exception {
        Heard heard = new Heard();
        Opening endpoint = new Opening(session -> session.addMessageHandler(new MessageHandler.Partial<byte[]>() {
            @Override
            public void onMessage(byte[] part, boolean last) {
                heard.add("old " + part.length + " " + last);
                if (!last) {
                    session.removeMessageHandler(this);
                }
                session.getAsyncRemote().sendText("next");
            }
        }));
        try (ScriptedPeer peer = sending(
                        List.of(Frame.binary(new byte[2]).notFinal()),
                        Frame.continuation(new byte[3]),
                        Frame.binary());
                Client client = new Client()) {
            connect(client, endpoint, null, peer);
            assertThat(heard.next(2)).containsExactly("old 2 false", "old 3 true");
            assertThat(endpoint.heard.next()).contains("no handler");
        }
    }

    @Test
    void onePartialHandlerGetsOneLargeFrameInPartsAsItComesAndNoLimitApplies() throws Exception {
        Heard heard = new Heard();
        Opening endpoint = new Opening(session -> {
            session.setMaxBinaryMessageBufferSize(1);
            session.addMessageHandler(byte[].class, (MessageHandler.Partial<byte[]>) (part, last) -> {
                heard.add(part.length + " " + last);
                session.getAsyncRemote().sendText("next");
            });
        });
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.binary(new byte[2]).claiming(5));
                    c.awaitFrameAt(0);
                    c.send(Wire.raw(1, 2, 3));
                    c.answerClose();
                    c.fin();
                });
                Client client = new Client()) {
            connect(client, endpoint, null, peer);
            assertThat(heard.next(2)).containsExactly("2 false", "3 true");
        }
    }

    @Test
    void aSecondHandlerForTheSameKindIsRefused() throws Exception {
        try (ScriptedPeer peer = sending(List.of());
                Client client = new Client()) {
            BrowserSession session = connect(client, new Opening(opened -> {}), null, peer);
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> {});
            session.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) bytes -> {});
            session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> {});
            assertThatThrownBy(() -> session.addMessageHandler(Reader.class, (MessageHandler.Whole<Reader>) text -> {}))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.addMessageHandler(
                            String.class, (MessageHandler.Partial<String>) (part, last) -> {}))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() ->
                            session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) bytes -> {}))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.addMessageHandler(
                            ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) (part, last) -> {}))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.addMessageHandler(
                            PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> {}))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(session.getMessageHandlers()).hasSize(3);
        }
    }

    @Test
    void aHandlerThatNothingCanBeDecodedForIsRefused() throws Exception {
        try (ScriptedPeer peer = sending(List.of());
                Client client = new Client()) {
            BrowserSession session = connect(client, new Opening(opened -> {}), null, peer);
            assertThatThrownBy(
                            () -> session.addMessageHandler(Thread.class, (MessageHandler.Whole<Thread>) thread -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Thread");
            assertThatThrownBy(() -> session.addMessageHandler(
                            Integer.class, (MessageHandler.Partial<Integer>) (part, last) -> {}))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.addMessageHandler(null)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() ->
                            session.addMessageHandler((Class<String>) null, (MessageHandler.Whole<String>) text -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.addMessageHandler(String.class, (MessageHandler.Whole<String>) null))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.removeMessageHandler(null)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Text to something. */
    public static class ThingOfText implements Decoder.Text<StringBuilder> {

        @Override
        public boolean willDecode(String text) {
            return true;
        }

        @Override
        public StringBuilder decode(String text) {
            return new StringBuilder(text).reverse();
        }
    }

    /** Bytes to the same thing. */
    public static class ThingOfBytes implements Decoder.Binary<StringBuilder> {

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return true;
        }

        @Override
        public StringBuilder decode(ByteBuffer bytes) {
            return new StringBuilder("bytes");
        }
    }

    @Test
    void aHandlerForBothKindsOfMessageCanBeRemovedForBoth() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .decoders(List.of(ThingOfText.class, ThingOfBytes.class))
                .build();
        Heard heard = new Heard();
        MessageHandler.Whole<StringBuilder> both = thing -> heard.add(thing.toString());
        Opening endpoint = new Opening(session -> session.addMessageHandler(StringBuilder.class, both));
        try (ScriptedPeer peer = sending(List.of(Frame.text("ab"), Frame.binary()), Frame.binary((byte) 1));
                Client client = new Client()) {
            BrowserSession session = connect(client, endpoint, config, peer);
            assertThat(heard.next(2)).containsExactly("ba", "bytes");
            session.removeMessageHandler(both);
            session.addMessageHandler(byte[].class, (MessageHandler.Whole<byte[]>) bytes -> heard.add("array"));
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) text -> heard.add("string"));
            session.getBasicRemote().sendText("next");
            assertThat(heard.next()).isEqualTo("array");
        }
    }

    /** Can be made by the container. */
    public static class Programmatic extends Endpoint {

        static final Heard HEARD = new Heard();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            HEARD.add("open " + config.getUserProperties().get("key"));
        }
    }

    @Test
    void aProgrammaticClassIsMadeForItsSessionAndGetsItsConfiguration() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put("key", "value");
        try (ScriptedPeer peer = sending(List.of());
                Client client = new Client()) {
            client.container().connectToServer(Programmatic.class, config, peer.uri());
            assertThat(Programmatic.HEARD.next()).isEqualTo("open value");
            client.container().connectToServer(Programmatic.class, peer.uri());
            assertThat(Programmatic.HEARD.next()).isEqualTo("open null");
            client.container().connectToServer(new Programmatic(), null, peer.uri());
            assertThat(Programmatic.HEARD.next()).isEqualTo("open null");
        }
    }
}
