package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that are read as a blocking stream while they come (Jakarta WebSocket 2.2, {@code OnMessage}). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class StreamedMessagesTest {

    /** Writes down what it hears. */
    public static class Recording {

        final Heard heard = new Heard();

        @OnError
        public void error(Throwable failure) {
            heard.add("error " + failure.getClass().getSimpleName() + " " + failure.getMessage());
        }

        @OnClose
        public void close(CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode());
        }
    }

    /** Reads each message to its end, in the pieces that come. */
    @ClientEndpoint
    public static class Streams extends Recording {

        @OnMessage
        public void text(Reader text) throws IOException {
            char[] piece = new char[100];
            for (int count = text.read(piece); count >= 0; count = text.read(piece)) {
                heard.add("read " + new String(piece, 0, count));
            }
            heard.add("end of text");
        }

        @OnMessage
        public void binary(InputStream bytes) throws IOException {
            byte[] piece = new byte[100];
            for (int count = bytes.read(piece); count >= 0; count = bytes.read(piece)) {
                heard.add("read " + new String(piece, 0, count, StandardCharsets.US_ASCII));
            }
            heard.add("end of bytes");
        }
    }

    /** Makes a text of what it reads, as soon as it can. */
    public static class FirstCharacter implements Decoder.TextStream<StringBuilder> {

        @Override
        public StringBuilder decode(Reader text) throws IOException {
            return new StringBuilder().append((char) text.read());
        }
    }

    /** Makes a number of the first byte. */
    public static class FirstByte implements Decoder.BinaryStream<Thread.State> {

        @Override
        public Thread.State decode(InputStream bytes) throws IOException {
            return Thread.State.values()[bytes.read()];
        }
    }

    /** Takes what stream decoders make. */
    @ClientEndpoint(decoders = {FirstCharacter.class, FirstByte.class})
    public static class Decoded extends Recording {

        @OnMessage
        public void text(StringBuilder first) {
            heard.add("decoded " + first);
        }

        @OnMessage
        public void binary(Thread.State first) {
            heard.add("decoded " + first);
        }
    }

    private static BrowserSession connect(Client client, Object endpoint, ScriptedPeer peer) throws Exception {
        return (BrowserSession) client.container().connectToServer(endpoint, peer.uri());
    }

    private static Script thenAnswersClose(Script first) {
        return c -> {
            c.accept();
            first.run(c);
            c.answerClose();
            c.fin();
        };
    }

    @Test
    void aCallbackBeginsWithTheFirstBytesAndReadsAsTheyCome() throws Exception {
        Streams endpoint = new Streams();
        Script script = thenAnswersClose(c -> {
            c.send(Frame.text("a").notFinal());
            c.awaitCue();
            c.send(Frame.continuation("b").notFinal());
            c.awaitCue();
            c.send(Frame.continuation("c"), Frame.binary((byte) 'd').claiming(2));
            c.awaitCue();
            c.send(Wire.raw('e'));
        });
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client()) {
            connect(client, endpoint, peer);
            assertThat(endpoint.heard.next()).isEqualTo("read a");
            peer.connection().cue();
            assertThat(endpoint.heard.next()).isEqualTo("read b");
            peer.connection().cue();
            assertThat(endpoint.heard.next(3)).containsExactly("read c", "end of text", "read d");
            peer.connection().cue();
            assertThat(endpoint.heard.next(2)).containsExactly("read e", "end of bytes");
        }
    }

    @Test
    void aStreamDecoderBeginsWithTheFirstBytesToo() throws Exception {
        Decoded endpoint = new Decoded();
        Script script = thenAnswersClose(c -> {
            c.send(Frame.text("a").notFinal());
            c.awaitCue();
            c.send(Frame.continuation("b"), Frame.binary((byte) 1).notFinal());
            c.awaitCue();
            c.send(Frame.continuation("c"), Frame.text("d"));
        });
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client()) {
            connect(client, endpoint, peer);
            assertThat(endpoint.heard.next()).isEqualTo("decoded a");
            peer.connection().cue();
            assertThat(endpoint.heard.next()).isEqualTo("decoded RUNNABLE");
            peer.connection().cue();
            assertThat(endpoint.heard.next()).isEqualTo("decoded d");
        }
    }

    /** Reads one byte of each message. */
    @ClientEndpoint
    public static class Skipping extends Recording {

        private InputStream kept;

        @OnMessage
        public void binary(InputStream bytes) throws IOException {
            heard.add("first " + bytes.read());
            kept = bytes;
        }

        @OnMessage
        public void text(String text) throws IOException {
            heard.add(text);
            kept.read();
        }
    }

    @Test
    void aCallbackThatDoesNotReadToTheEndSkipsTheRest() throws Exception {
        Skipping endpoint = new Skipping();
        Script script = thenAnswersClose(c -> {
            c.send(Frame.binary((byte) 1, (byte) 2).notFinal());
            c.awaitCue();
            for (int i = 0; i < 100; i++) {
                c.send(Frame.continuation(new byte[10_000]).notFinal());
            }
            c.send(Frame.continuation(""), Frame.text("next"));
        });
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client()) {
            connect(client, endpoint, peer);
            assertThat(endpoint.heard.next()).isEqualTo("first 1");
            peer.connection().cue();
            assertThat(endpoint.heard.next()).isEqualTo("next");
            assertThat(endpoint.heard.next()).startsWith("error IOException").contains("closed");
        }
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("a reset", (Script) PeerConnection::rst, 1006),
                Arguments.of("a FIN", (Script) PeerConnection::fin, 1006),
                Arguments.of(
                        "a Close",
                        (Script) c -> {
                            c.send(Frame.close(3000));
                            c.awaitClose();
                            c.fin();
                        },
                        3000),
                Arguments.of("a broken frame", (Script) c -> c.send(Frame.of(3)), 1006));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void aConnectionThatEndsWhileACallbackReadsIsAnIoExceptionThere(String what, Script end, int code)
            throws Exception {
        Streams endpoint = new Streams();
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.text("a").notFinal());
                    c.awaitCue();
                    end.run(c);
                });
                Client client = new Client().impatient()) {
            BrowserSession session = connect(client, endpoint, peer);
            assertThat(endpoint.heard.next()).isEqualTo("read a");
            peer.connection().cue();
            assertThat(endpoint.heard.next())
                    .startsWith("error IOException")
                    .contains("before the message was complete");
            assertThat(Client.closed(session).code()).isEqualTo(code);
        }
    }

    @Test
    void textThatIsNotUtf8FailsTheConnectionAtItsPlace() throws Exception {
        Streams endpoint = new Streams();
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.text("a").notFinal());
                    c.awaitCue();
                    c.send(Frame.continuation(new byte[] {(byte) 0xFF}).notFinal());
                    c.awaitClose();
                });
                Client client = new Client()) {
            connect(client, endpoint, peer);
            assertThat(endpoint.heard.next()).isEqualTo("read a");
            peer.connection().cue();
            assertThat(endpoint.heard.next())
                    .startsWith("error IOException")
                    .contains("before the message was complete");
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void aCallbackThatWaitsForBytesKeepsNoPingAndNoClosingTimeoutWaiting() throws Exception {
        Streams endpoint = new Streams();
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.text("a").notFinal());
                    c.awaitCue();
                    c.send(Frame.ping("p"));
                    c.awaitClientEnd();
                });
                Client client = new Client().impatient()) {
            BrowserSession session = connect(client, endpoint, peer);
            assertThat(endpoint.heard.next()).isEqualTo("read a");
            peer.connection().cue();
            peer.connection().awaitFrame(Opcode.PONG);
            session.close(3000);
            assertThat(Client.closed(session).code()).isEqualTo(1006);
            assertThat(endpoint.heard.next()).startsWith("error IOException");
            assertThat(endpoint.heard.next()).isEqualTo("close 1006");
        }
    }

    @Test
    void aContainerThatClosesDoesNotWaitForACallbackThatReads() throws Exception {
        Streams endpoint = new Streams();
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.binary((byte) 'a').notFinal());
                    c.awaitClose();
                    c.answerClose();
                    c.fin();
                });
                Client client = new Client()) {
            BrowserSession session = connect(client, endpoint, peer);
            assertThat(endpoint.heard.next()).isEqualTo("read a");
            client.close();
            assertThat(Client.closed(session).code()).isEqualTo(1001);
        }
    }

    /** Counts what it reads. */
    @ClientEndpoint
    public static class Counting extends Recording {

        @OnMessage(maxMessageSize = 10)
        public void text(Reader text) throws IOException {
            heard.add("characters " + text.transferTo(Writer.nullWriter()));
        }

        @OnMessage(maxMessageSize = 10)
        public void binary(InputStream bytes) throws IOException {
            heard.add("bytes " + bytes.transferTo(OutputStream.nullOutputStream()));
        }
    }

    @Test
    void noLimitAppliesToStreams() throws Exception {
        Counting endpoint = new Counting();
        Script script = thenAnswersClose(c -> c.send(
                Frame.text("ä".repeat(3_000_000)),
                Frame.binary(new byte[5_000_000]),
                Frame.text("short"),
                Frame.binary(new byte[3])));
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client()) {
            connect(client, endpoint, peer);
            assertThat(endpoint.heard.next(4))
                    .containsExactly("characters 3000000", "bytes 5000000", "characters 5", "bytes 3");
        }
    }
}
