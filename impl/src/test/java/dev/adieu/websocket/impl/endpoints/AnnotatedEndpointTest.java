package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Endpoints with annotations (Jakarta WebSocket 2.2, chapter 4). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class AnnotatedEndpointTest {

    /** Sends these frames when the client is there, then answers its Close or closes itself. */
    private static Script sending(Wire... frames) {
        return c -> {
            c.accept(frames);
            c.answerClose();
            c.fin();
        };
    }

    /** The events of an endpoint, for its test. */
    public static class Recording {

        final Heard heard = new Heard();

        @OnOpen
        public void open() {
            heard.add("open");
        }

        @OnError
        public void error(Throwable failure) {
            heard.add("error " + failure.getClass().getSimpleName() + " " + failure.getMessage());
        }

        @OnClose
        public void close(CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }
    }

    private static void connected(Recording endpoint, Script script, Assertions assertions) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client()) {
            if (endpoint instanceof Limited) {
                client.impatient();
            }
            BrowserSession session = (BrowserSession) client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next()).isEqualTo("open");
            assertions.check(session, peer);
        }
    }

    /** Assertions that run while a session is open. */
    @FunctionalInterface
    private interface Assertions {
        void check(BrowserSession session, ScriptedPeer peer) throws Exception;
    }

    /** Takes text, binary messages and pongs, with every parameter there is. */
    @ClientEndpoint
    public static class Everything extends Recording {

        @OnMessage
        public void text(Session session, String text) {
            heard.add("text " + text + " " + session.isOpen());
        }

        @OnMessage
        public void binary(ByteBuffer bytes, Session session, EndpointConfig config) {
            heard.add("binary " + bytes.remaining() + " " + config.getUserProperties());
        }

        @OnMessage
        public void pong(PongMessage pong) {
            heard.add("pong " + StandardCharsets.UTF_8.decode(pong.getApplicationData()));
        }
    }

    @Test
    void anInstanceHearsEveryKindOfMessageInOrder() throws Exception {
        Everything endpoint = new Everything();
        connected(
                endpoint,
                sending(
                        Frame.text("a"),
                        Frame.binary((byte) 1, (byte) 2),
                        Frame.pong("p"),
                        Frame.text("").notFinal(),
                        Frame.continuation("b"),
                        Frame.text(""),
                        Frame.binary()),
                (session, peer) -> {
                    assertThat(endpoint.heard.next(6))
                            .containsExactly(
                                    "text a true", "binary 2 {}", "pong p", "text b true", "text  true", "binary 0 {}");
                    session.close(3000, "bye");
                    assertThat(endpoint.heard.next()).isEqualTo("close 3000 bye");
                });
    }

    /** Made by the container. */
    @ClientEndpoint
    public static class Made {

        static final AtomicInteger MADE = new AtomicInteger();
        static final Heard HEARD = new Heard();

        public Made() {
            MADE.incrementAndGet();
        }

        @OnOpen
        public void open(Session session, EndpointConfig config) {
            HEARD.add("open " + this.hashCode());
        }

        @OnMessage
        public void text(String text) {
            HEARD.add(text + " " + this.hashCode());
        }

        @OnClose
        public void close() {
            HEARD.add("closed " + this.hashCode());
        }
    }

    @Test
    void aClassIsMadeOnceForEachSessionAndMayCloseWithoutParameters() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(sending(Frame.text("a")));
                Client client = new Client()) {
            for (int i = 1; i <= 2; i++) {
                Session session = client.container().connectToServer(Made.class, peer.uri());
                String opened = Made.HEARD.next();
                assertThat(opened).startsWith("open ");
                String own = opened.substring("open ".length());
                assertThat(Made.HEARD.next()).isEqualTo("a " + own);
                session.close();
                assertThat(Made.HEARD.next()).isEqualTo("closed " + own);
                assertThat(Made.MADE).hasValue(i);
            }
        }
    }

    /** Takes messages in parts; the flag may stand anywhere. */
    @ClientEndpoint
    public static class Parts extends Recording {

        @OnMessage
        public void text(String part, boolean last) {
            heard.add("text " + part + " " + last);
        }

        @OnMessage
        public void binary(boolean last, byte[] part, Session session) {
            heard.add("binary " + part.length + " " + last);
        }
    }

    @Test
    void partsComeAsTheyAreSent() throws Exception {
        Parts endpoint = new Parts();
        connected(
                endpoint,
                sending(
                        Frame.text("a").notFinal(),
                        Frame.continuation("b").notFinal(),
                        Frame.continuation("c"),
                        Frame.binary(new byte[3]).notFinal(),
                        Frame.continuation(new byte[4]),
                        Frame.text("whole")),
                (session, peer) -> assertThat(endpoint.heard.next(6))
                        .containsExactly(
                                "text a false",
                                "text b false",
                                "text c true",
                                "binary 3 false",
                                "binary 4 true",
                                "text whole true"));
    }

    @Test
    void aCharacterThatIsSplitBetweenPartsComesWhole() throws Exception {
        Parts endpoint = new Parts();
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        connected(
                endpoint,
                sending(
                        Frame.text(new byte[] {'a', euro[0]}).notFinal(),
                        Frame.continuation(new byte[] {euro[1], euro[2], 'b'})),
                (session, peer) -> assertThat(endpoint.heard.next(2)).containsExactly("text a false", "text €b true"));
    }

    /** Takes binary messages in parts as buffers. */
    @ClientEndpoint
    public static class BufferParts extends Recording {

        @OnMessage
        public void binary(ByteBuffer part, boolean last) {
            heard.add("binary " + part.remaining() + " " + last);
        }
    }

    @Test
    void binaryPartsMayBeBuffers() throws Exception {
        BufferParts endpoint = new BufferParts();
        connected(
                endpoint,
                sending(Frame.binary(new byte[3]).notFinal(), Frame.continuation(new byte[4])),
                (session, peer) ->
                        assertThat(endpoint.heard.next(2)).containsExactly("binary 3 false", "binary 4 true"));
    }

    /** Reads messages as streams. */
    @ClientEndpoint
    public static class Streams extends Recording {

        @OnMessage
        public void text(Reader reader) throws IOException {
            StringWriter all = new StringWriter();
            reader.transferTo(all);
            heard.add("text " + all);
        }

        @OnMessage
        public void binary(InputStream in) throws IOException {
            heard.add("binary " + in.readAllBytes().length);
        }
    }

    @Test
    void readersAndInputStreamsHaveTheWholeMessage() throws Exception {
        Streams endpoint = new Streams();
        connected(
                endpoint,
                sending(Frame.text("gr").notFinal(), Frame.continuation("üße"), Frame.binary(new byte[70_000])),
                (session, peer) -> assertThat(endpoint.heard.next(2)).containsExactly("text grüße", "binary 70000"));
    }

    /** Takes a number. */
    @ClientEndpoint
    public static class Numbers extends Recording {

        @OnMessage
        public long number(int number) {
            heard.add("number " + number);
            return number + 1L;
        }
    }

    @Test
    void primitivesAreParsedAndReturnedAndWhatIsNoneIsAnError() throws Exception {
        Numbers endpoint = new Numbers();
        connected(endpoint, sending(Frame.text("41"), Frame.text("x"), Frame.text("-1")), (session, peer) -> {
            assertThat(endpoint.heard.next()).isEqualTo("number 41");
            assertThat(endpoint.heard.next()).startsWith("error ");
            assertThat(endpoint.heard.next()).isEqualTo("number -1");
            assertThat(peer.connection().awaitFrameAt(0).text()).isEqualTo("42");
            assertThat(peer.connection().awaitFrameAt(1).text()).isEqualTo("0");
        });
    }

    /** Answers each message with what a method returns. */
    @ClientEndpoint
    public static class Answering extends Recording {

        @OnMessage
        public String text(String text) {
            return text.isEmpty() ? null : text + "!";
        }

        @OnMessage
        public ByteBuffer binary(byte[] bytes) {
            return ByteBuffer.wrap(new byte[] {(byte) bytes.length});
        }

        @OnMessage
        public boolean pong(PongMessage pong) {
            return true;
        }
    }

    @Test
    void whatAMethodReturnsIsSentAndNullIsNothing() throws Exception {
        Answering endpoint = new Answering();
        connected(
                endpoint,
                sending(Frame.text(""), Frame.text("a"), Frame.binary(new byte[7]), Frame.pong("")),
                (session, peer) -> {
                    assertThat(peer.connection().awaitFrameAt(0).text()).isEqualTo("a!");
                    assertThat(peer.connection().awaitFrameAt(1).opcode()).isEqualTo(Opcode.BINARY);
                    assertThat(peer.connection().awaitFrameAt(1).payload()).containsExactly(7);
                    assertThat(peer.connection().awaitFrameAt(2).text()).isEqualTo("true");
                });
    }

    /** Has a limit for each kind of message. */
    @ClientEndpoint
    public static class Limited extends Recording {

        @OnMessage(maxMessageSize = 10)
        public void text(String text) {
            heard.add("text " + text.length());
        }

        @OnMessage(maxMessageSize = 20)
        public void binary(byte[] bytes) {
            heard.add("binary " + bytes.length);
        }
    }

    @Test
    void aMessageOverTheMethodsLimitFailsTheConnection() throws Exception {
        for (Frame[] tooBig : new Frame[][] {
            {Frame.text("ääääää")},
            {Frame.binary(new byte[21])},
            {Frame.text("12345").notFinal(), Frame.continuation("678901")}
        }) {
            Limited endpoint = new Limited();
            connected(
                    endpoint,
                    c -> {
                        c.accept(Frame.text("1234567890"), Frame.binary(new byte[20]));
                        c.send(tooBig);
                        c.awaitClose();
                    },
                    (session, peer) -> {
                        assertThat(endpoint.heard.next(2)).containsExactly("text 10", "binary 20");
                        assertThat(endpoint.heard.next()).startsWith("error IOException");
                        assertThat(endpoint.heard.next()).isEqualTo("close 1006 ");
                        assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1009);
                    });
        }
    }

    @Test
    void theMethodsLimitCountsAboveTheSessionsDefaultToo() throws Exception {
        Limited endpoint = new Limited();
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.text("1234567890"), Frame.binary(new byte[20]), Frame.text("12345678901"));
                    c.awaitClose();
                });
                Client client = new Client().with("adieu.max-message-size", 5)) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next(3)).containsExactly("open", "text 10", "binary 20");
            assertThat(endpoint.heard.next()).startsWith("error IOException");
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1009);
        }
    }

    /** Has a limit that it lowers. */
    @ClientEndpoint
    public static class LimitedBySession {

        final Heard heard = new Heard();

        @OnError
        public void error(Throwable failure) {
            heard.add("error " + failure.getMessage());
        }

        @OnOpen
        public void open(Session session) {
            session.setMaxTextMessageBufferSize(5);
        }

        @OnMessage(maxMessageSize = 10)
        public void text(String text) {
            heard.add("text " + text.length());
        }
    }

    @Test
    void ofTheMethodsLimitAndOneThatWasSetOnTheSessionTheSmallerCounts() throws Exception {
        LimitedBySession endpoint = new LimitedBySession();
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.text("12345"), Frame.text("123456"));
                    c.awaitClose();
                });
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next()).isEqualTo("text 5");
            assertThat(endpoint.heard.next()).startsWith("error ").contains("more than 5 bytes");
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1009);
        }
    }

    /** Throws everywhere. */
    @ClientEndpoint
    public static class Throwing {

        final Heard heard = new Heard();

        @OnOpen
        public void open() {
            throw new IllegalStateException("in onOpen");
        }

        @OnMessage
        public void text(String text) throws IOException {
            throw new IOException("in onMessage");
        }

        @OnMessage
        public void binary(byte[] bytes) {
            throw new StackOverflowError("in onMessage too");
        }

        @OnClose
        public void close() {
            throw new IllegalArgumentException("in onClose");
        }

        @OnError
        public void error(Session session, Throwable failure, EndpointConfig config) {
            heard.add(failure.getMessage());
            throw new IllegalStateException("in onError");
        }
    }

    @Test
    void whatAMethodThrowsComesToOnErrorAndTheSessionGoesOn() throws Exception {
        Throwing endpoint = new Throwing();
        try (ScriptedPeer peer = ScriptedPeer.plain(sending(Frame.text("a"), Frame.text("b"), Frame.binary()));
                Client client = new Client()) {
            BrowserSession session = (BrowserSession) client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next(4))
                    .containsExactly("in onOpen", "in onMessage", "in onMessage", "in onMessage too");
            session.close(3000);
            assertThat(endpoint.heard.next()).isEqualTo("in onClose");
            assertThat(Client.closed(session).code()).isEqualTo(3000);
            assertThat(endpoint.heard.isEmpty()).isTrue();
        }
    }

    /** Has nothing but a method for text, which throws. */
    @ClientEndpoint
    public static class WithoutOnError {

        @OnMessage
        public void text(String text) throws DecodeException {
            throw new DecodeException(text, "there is no onError");
        }
    }

    @Test
    void withoutOnErrorTheSessionGoesOnToo() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.text("a"), Frame.ping("still there?"));
                    c.answerClose();
                    c.fin();
                });
                Client client = new Client()) {
            BrowserSession session =
                    (BrowserSession) client.container().connectToServer(new WithoutOnError(), peer.uri());
            peer.connection().awaitFrame(Opcode.PONG);
            session.close();
            assertThat(Client.closed(session).code()).isEqualTo(1000);
        }
    }

    /** Inherits its methods. */
    @ClientEndpoint
    public static class Inheriting extends Everything {}

    @Test
    void methodsAreInherited() throws Exception {
        Inheriting endpoint = new Inheriting();
        connected(
                endpoint,
                sending(Frame.text("a")),
                (session, peer) -> assertThat(endpoint.heard.next()).isEqualTo("text a true"));
    }

    @Test
    void aMessageThatNoMethodTakesIsAnErrorAndTheSessionGoesOn() throws Exception {
        BufferParts endpoint = new BufferParts();
        connected(endpoint, sending(Frame.text("nobody"), Frame.binary((byte) 1)), (session, peer) -> {
            assertThat(endpoint.heard.next()).startsWith("error ").contains("no handler");
            assertThat(endpoint.heard.next()).isEqualTo("binary 1 true");
        });
    }
}
