package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Coders that take their time, and coders that throw (Jakarta WebSocket 2.2, {@link Encoder} and {@link Decoder}). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class CoderLifeTest {

    /** A message. */
    public record Slow(String name) {}

    /** Encodes until it may leave, and says what is done to it meanwhile. */
    public static class SlowEncoder implements Encoder.Text<Slow> {

        static final Heard HEARD = new Heard();
        static final CountDownLatch MAY_LEAVE = new CountDownLatch(1);

        @Override
        public String encode(Slow slow) {
            HEARD.add("encode " + slow.name());
            try {
                MAY_LEAVE.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            HEARD.add("leave " + slow.name());
            return slow.name();
        }

        @Override
        public void destroy() {
            HEARD.add("destroy");
        }
    }

    private static Throwable failureOf(Runnable send) {
        try {
            send.run();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    @Test
    void anEncoderThatEncodesWhenItsSessionEndsIsDestroyedWhenItHasDone() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client().with(encodingWith(SlowEncoder.class))) {
            BrowserSession session = client.open(peer.uri());
            var async = session.getAsyncRemote();
            CompletableFuture<Throwable> first = new CompletableFuture<>();
            CompletableFuture<Throwable> second = new CompletableFuture<>();
            new Thread(() -> first.complete(failureOf(() -> async.sendObject(new Slow("first"))))).start();
            assertThat(SlowEncoder.HEARD.next()).isEqualTo("encode first");
            Thread waiting = new Thread(() -> second.complete(failureOf(() -> {
                try {
                    async.sendObject(new Slow("second")).get();
                } catch (InterruptedException | ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            })));
            waiting.start();
            Eventually.holds(() -> waiting.getState() == Thread.State.WAITING, () -> "it does not wait");
            session.close();
            Client.closed(session);
            assertThat(SlowEncoder.HEARD.isEmpty()).isTrue();
            SlowEncoder.MAY_LEAVE.countDown();
            assertThat(SlowEncoder.HEARD.next(2)).containsExactly("leave first", "destroy");
            assertThat(first.get(20, TimeUnit.SECONDS)).isNull();
            assertThat(second.get(20, TimeUnit.SECONDS)).hasMessageContaining("the session has ended");
            assertThat(SlowEncoder.HEARD.isEmpty()).isTrue();
        }
    }

    private static ClientEndpointConfig encodingWith(Class<? extends Encoder> encoder) {
        return ClientEndpointConfig.Builder.create().encoders(List.of(encoder)).build();
    }

    /** Throws an EncodeException. */
    public static class FailingText implements Encoder.Text<Slow> {
        @Override
        public String encode(Slow slow) throws EncodeException {
            throw new EncodeException(slow, "text");
        }
    }

    /** Throws an EncodeException. */
    public static class FailingBinary implements Encoder.Binary<Slow> {
        @Override
        public ByteBuffer encode(Slow slow) throws EncodeException {
            throw new EncodeException(slow, "binary");
        }
    }

    /** Throws an IOException. */
    public static class FailingWriter implements Encoder.TextStream<Slow> {
        @Override
        public void encode(Slow slow, Writer writer) throws IOException {
            writer.write("a part");
            throw new IOException("writer");
        }
    }

    /** Throws an IOException. */
    public static class FailingStream implements Encoder.BinaryStream<Slow> {
        @Override
        public void encode(Slow slow, OutputStream out) throws IOException {
            out.write(1);
            throw new IOException("stream");
        }
    }

    /** Throws what it should not. */
    public static class Broken implements Encoder.Text<Slow> {
        @Override
        public String encode(Slow slow) {
            throw new UnsupportedOperationException("broken");
        }
    }

    static Stream<Arguments> failingEncoders() {
        return Stream.of(
                Arguments.of(FailingText.class, EncodeException.class, "text"),
                Arguments.of(FailingBinary.class, EncodeException.class, "binary"),
                Arguments.of(FailingWriter.class, IOException.class, "writer"),
                Arguments.of(FailingStream.class, IOException.class, "stream"),
                Arguments.of(Broken.class, UnsupportedOperationException.class, "broken"));
    }

    @ParameterizedTest
    @MethodSource("failingEncoders")
    void whatAnEncoderThrowsIsThrownByTheSend(
            Class<? extends Encoder> encoder, Class<? extends Exception> type, String message) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client().with(encodingWith(encoder))) {
            BrowserSession session = client.open(peer.uri());
            assertThatThrownBy(() -> session.getBasicRemote().sendObject(new Slow("a")))
                    .isExactlyInstanceOf(type)
                    .hasMessage(message);
            assertThatThrownBy(() ->
                            session.getAsyncRemote().sendObject(new Slow("a")).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isExactlyInstanceOf(type);
            CompletableFuture<Throwable> told = new CompletableFuture<>();
            session.getAsyncRemote().sendObject(new Slow("a"), result -> told.complete(result.getException()));
            assertThat(told.get(20, TimeUnit.SECONDS)).isExactlyInstanceOf(type);
            session.getBasicRemote().sendText("nothing else was sent");
            assertThat(peer.connection().awaitFrameAt(0).text()).isEqualTo("nothing else was sent");
        }
    }

    /** Hears what decoders throw. */
    public static class Hearing {

        final Heard heard = new Heard();

        @OnMessage
        public void message(Slow slow) {
            heard.add("decoded " + slow.name());
        }

        @OnError
        public void error(Throwable failure) {
            heard.add(failure.getClass().getSimpleName() + " " + failure.getMessage());
        }
    }

    /** Fails with an exception of its kind. */
    public static class TextFails implements Decoder.Text<Slow> {
        @Override
        public Slow decode(String text) throws DecodeException {
            throw new DecodeException(text, "text");
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    /** Fails before it decodes. */
    public static class WillDecodeFails implements Decoder.Text<Slow> {
        @Override
        public Slow decode(String text) {
            return new Slow(text);
        }

        @Override
        public boolean willDecode(String text) {
            throw new UnsupportedOperationException("willDecode");
        }
    }

    /** Fails with an exception of its kind. */
    public static class BinaryFails implements Decoder.Binary<Slow> {
        @Override
        public Slow decode(ByteBuffer bytes) throws DecodeException {
            throw new DecodeException(bytes, "binary");
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return true;
        }
    }

    /** Fails with an exception of its kind. */
    public static class ReaderFails implements Decoder.TextStream<Slow> {
        @Override
        public Slow decode(Reader reader) throws IOException {
            throw new IOException("reader");
        }
    }

    /** Fails with an exception of its kind. */
    public static class StreamFails implements Decoder.BinaryStream<Slow> {
        @Override
        public Slow decode(InputStream in) throws DecodeException {
            throw new DecodeException(ByteBuffer.allocate(0), "stream");
        }
    }

    @ClientEndpoint(decoders = TextFails.class)
    public static class OfText extends Hearing {}

    @ClientEndpoint(decoders = WillDecodeFails.class)
    public static class OfWillDecode extends Hearing {}

    @ClientEndpoint(decoders = BinaryFails.class)
    public static class OfBinary extends Hearing {}

    @ClientEndpoint(decoders = ReaderFails.class)
    public static class OfReader extends Hearing {}

    @ClientEndpoint(decoders = StreamFails.class)
    public static class OfStream extends Hearing {}

    static Stream<Arguments> failingDecoders() {
        return Stream.of(
                Arguments.of(new OfText(), "DecodeException text"),
                Arguments.of(new OfWillDecode(), "UnsupportedOperationException willDecode"),
                Arguments.of(new OfBinary(), "DecodeException binary"),
                Arguments.of(new OfReader(), "IOException reader"),
                Arguments.of(new OfStream(), "DecodeException stream"));
    }

    @ParameterizedTest
    @MethodSource("failingDecoders")
    void whatADecoderThrowsComesToOnError(Hearing endpoint, String thrown) throws Exception {
        boolean text = !thrown.endsWith("binary") && !thrown.endsWith("stream");
        Frame frame = text ? Frame.text("a") : Frame.binary((byte) 1);
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(frame, frame);
                    c.answerClose();
                    c.fin();
                });
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next(2)).containsExactly(thrown, thrown);
        }
    }
}
