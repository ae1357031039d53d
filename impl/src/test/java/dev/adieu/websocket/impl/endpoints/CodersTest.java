package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objects as messages (Jakarta WebSocket 2.2, section 4.1.1 and 4.1.2). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class CodersTest {

    /** Counts of coders that were created, initialized and destroyed. */
    private static final Map<String, Integer> LIFE = new ConcurrentHashMap<>();

    private static void count(Object coder, String event) {
        LIFE.merge(coder.getClass().getSimpleName() + " " + event, 1, Integer::sum);
    }

    @BeforeEach
    void nothingWasCounted() {
        LIFE.clear();
    }

    /** A coder whose life is counted. */
    public abstract static class Counted {

        protected Counted() {
            count(this, "made");
        }

        public void init(EndpointConfig config) {
            count(this, "init");
        }

        public void destroy() {
            count(this, "destroy");
        }
    }

    /** A type that is coded as text. */
    public record Apple(String name) {}

    /** A type that is coded as a stream of text. */
    public record Pear(String name) {}

    /** A type that is coded as bytes. */
    public record Plum(String name) {}

    /** A type that is coded as a stream of bytes. */
    public record Cherry(String name) {}

    /** Text. */
    public static class AppleCoder extends Counted implements Decoder.Text<Apple>, Encoder.Text<Apple> {

        @Override
        public boolean willDecode(String text) {
            return !text.startsWith("not");
        }

        @Override
        public Apple decode(String text) throws DecodeException {
            if (text.startsWith("rotten")) {
                throw new DecodeException(text, "a rotten apple");
            }
            return new Apple(text);
        }

        @Override
        public String encode(Apple apple) throws EncodeException {
            if (apple.name().equals("rotten")) {
                throw new EncodeException(apple, "a rotten apple");
            }
            return "apple " + apple.name();
        }
    }

    /** A stream of text. */
    public static class PearCoder extends Counted implements Decoder.TextStream<Pear>, Encoder.TextStream<Pear> {

        @Override
        public Pear decode(Reader reader) throws IOException {
            StringWriter all = new StringWriter();
            reader.transferTo(all);
            return new Pear(all.toString());
        }

        @Override
        public void encode(Pear pear, Writer writer) throws IOException {
            writer.write("pear ");
            writer.write(pear.name());
        }
    }

    /** Bytes. */
    public static class PlumCoder extends Counted implements Decoder.Binary<Plum>, Encoder.Binary<Plum> {

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return true;
        }

        @Override
        public Plum decode(ByteBuffer bytes) {
            return new Plum(StandardCharsets.UTF_8.decode(bytes).toString());
        }

        @Override
        public ByteBuffer encode(Plum plum) {
            return StandardCharsets.UTF_8.encode("plum " + plum.name());
        }
    }

    /** A stream of bytes. */
    public static class CherryCoder extends Counted
            implements Decoder.BinaryStream<Cherry>, Encoder.BinaryStream<Cherry> {

        @Override
        public Cherry decode(InputStream in) throws IOException {
            return new Cherry(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }

        @Override
        public void encode(Cherry cherry, OutputStream out) throws IOException {
            out.write("cherry ".getBytes(StandardCharsets.UTF_8));
            out.write(cherry.name().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Takes and gives text. */
    @ClientEndpoint(
            decoders = {AppleCoder.class, PlumCoder.class},
            encoders = {AppleCoder.class, PlumCoder.class})
    public static class WholeFruit {

        final Heard heard = new Heard();

        @OnMessage
        public Apple apple(Apple apple) {
            heard.add(apple.toString());
            return apple;
        }

        @OnMessage
        public Plum plum(Plum plum) {
            heard.add(plum.toString());
            return plum;
        }

        @OnError
        public void error(Throwable failure) {
            heard.add(failure.getClass().getSimpleName() + " " + failure.getMessage());
        }
    }

    /** Takes and gives streams. */
    @ClientEndpoint(
            decoders = {PearCoder.class, CherryCoder.class},
            encoders = {PearCoder.class, CherryCoder.class})
    public static class StreamedFruit {

        @OnMessage
        public Pear pear(Pear pear) {
            return pear;
        }

        @OnMessage
        public Cherry cherry(Cherry cherry) {
            return cherry;
        }
    }

    private static ScriptedPeer sending(Frame... frames) {
        return ScriptedPeer.plain(c -> {
            c.accept(frames);
            c.answerClose();
            c.fin();
        });
    }

    @Test
    void textAndBinaryCodersTakeAndGiveObjects() throws Exception {
        try (ScriptedPeer peer =
                        sending(Frame.text("Boskop"), Frame.binary("Zwetschge".getBytes(StandardCharsets.UTF_8)));
                Client client = new Client()) {
            client.container().connectToServer(new WholeFruit(), peer.uri());
            List<ClientFrame> frames = peer.connection().awaitFrames(2);
            assertThat(frames).extracting(ClientFrame::opcode).containsExactly(Opcode.TEXT, Opcode.BINARY);
            assertThat(frames).extracting(ClientFrame::text).containsExactly("apple Boskop", "plum Zwetschge");
        }
    }

    @Test
    void streamCodersTakeAndGiveObjects() throws Exception {
        try (ScriptedPeer peer = sending(
                        Frame.text("Will").notFinal(),
                        Frame.continuation("iams"),
                        Frame.binary("Knorpel".getBytes(StandardCharsets.UTF_8)));
                Client client = new Client()) {
            client.container().connectToServer(StreamedFruit.class, peer.uri());
            List<ClientFrame> frames = peer.connection().awaitFrames(2);
            assertThat(frames).extracting(ClientFrame::opcode).containsExactly(Opcode.TEXT, Opcode.BINARY);
            assertThat(frames).extracting(ClientFrame::text).containsExactly("pear Williams", "cherry Knorpel");
        }
    }

    @Test
    void whatADecoderDoesNotTakeOrThrowsComesToOnError() throws Exception {
        WholeFruit endpoint = new WholeFruit();
        try (ScriptedPeer peer = sending(Frame.text("rotten"), Frame.text("not an apple"), Frame.text("good"));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next()).isEqualTo("DecodeException a rotten apple");
            assertThat(endpoint.heard.next()).startsWith("DecodeException no decoder takes");
            assertThat(endpoint.heard.next()).isEqualTo("Apple[name=good]");
        }
    }

    @Test
    void aCoderIsMadeAndInitializedOnceAndDestroyedOnceForEachSession() throws Exception {
        try (ScriptedPeer peer = sending(Frame.text("a"), Frame.text("b"), Frame.text("c"));
                Client client = new Client()) {
            for (int sessions = 1; sessions <= 3; sessions++) {
                WholeFruit endpoint = new WholeFruit();
                BrowserSession session = (BrowserSession) client.container().connectToServer(endpoint, peer.uri());
                endpoint.heard.next(3);
                peer.connection(sessions - 1).awaitFrames(3);
                // One object decodes, another encodes.
                int objects = 2 * sessions;
                assertThat(LIFE).containsEntry("AppleCoder made", objects).containsEntry("AppleCoder init", objects);
                assertThat(LIFE.getOrDefault("AppleCoder destroy", 0)).isEqualTo(objects - 2);
                session.close();
                Client.closed(session);
                assertThat(LIFE).containsEntry("AppleCoder destroy", objects);
            }
        }
    }

    private static ClientEndpointConfig withCoders() {
        return ClientEndpointConfig.Builder.create()
                .encoders(List.of(AppleCoder.class, PearCoder.class, PlumCoder.class, CherryCoder.class))
                .decoders(List.of(AppleCoder.class, PlumCoder.class))
                .build();
    }

    @Test
    void sendObjectUsesTheEncoderOfTheObjectOrWhatIsStandard() throws Exception {
        try (ScriptedPeer peer = sending();
                Client client = new Client().with(withCoders())) {
            BrowserSession session = client.open(peer.uri());
            for (Object object : List.of(
                    new Apple("a"),
                    new Pear("b"),
                    new Plum("c"),
                    new Cherry("d"),
                    "text",
                    1,
                    2L,
                    (short) 3,
                    (byte) 4,
                    5.5,
                    6.5f,
                    true,
                    'x')) {
                session.getBasicRemote().sendObject(object);
            }
            session.getBasicRemote().sendObject(new byte[] {'y'});
            session.getAsyncRemote()
                    .sendObject(ByteBuffer.wrap(new byte[] {'z'}))
                    .get(20, TimeUnit.SECONDS);
            assertThat(peer.connection().awaitFrames(15))
                    .extracting(ClientFrame::text)
                    .containsExactly(
                            "apple a",
                            "pear b",
                            "plum c",
                            "cherry d",
                            "text",
                            "1",
                            "2",
                            "3",
                            "4",
                            "5.5",
                            "6.5",
                            "true",
                            "x",
                            "y",
                            "z");
        }
    }

    @Test
    void anObjectThatCannotBeEncodedIsAFailureOfThatSend() throws Exception {
        try (ScriptedPeer peer = sending();
                Client client = new Client().with(withCoders())) {
            BrowserSession session = client.open(peer.uri());
            assertThatThrownBy(() -> session.getBasicRemote().sendObject(new Apple("rotten")))
                    .isInstanceOf(EncodeException.class)
                    .hasMessage("a rotten apple");
            assertThatThrownBy(() -> session.getBasicRemote().sendObject(List.of()))
                    .isInstanceOf(EncodeException.class)
                    .hasMessageContaining("no encoder");
            assertThatThrownBy(() -> session.getBasicRemote().sendObject(null))
                    .isInstanceOf(IllegalArgumentException.class);
            Future<Void> sent = session.getAsyncRemote().sendObject(new Apple("rotten"));
            assertThatThrownBy(() -> sent.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(EncodeException.class);
            session.getBasicRemote().sendObject(new Apple("good"));
            assertThat(peer.connection().awaitFrameAt(0).text()).isEqualTo("apple good");
        }
    }

    /** Says how many threads are in it, and waits for the others. */
    public static class CrowdedCoder extends Counted implements Encoder.Text<Apple>, Decoder.Text<Apple> {

        private final AtomicInteger inside = new AtomicInteger();

        @Override
        public String encode(Apple apple) {
            int threads = inside.incrementAndGet();
            LockSupport.parkNanos(1_000_000);
            inside.decrementAndGet();
            return String.valueOf(threads);
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }

        @Override
        public Apple decode(String text) {
            return new Apple(encode(null));
        }
    }

    /** Encodes and decodes with the same class. */
    @ClientEndpoint(encoders = CrowdedCoder.class, decoders = CrowdedCoder.class)
    public static class Crowded {

        final Heard heard = new Heard();

        @OnMessage
        public void apple(Apple apple) {
            heard.add(apple.name());
        }
    }

    /** {@code Encoder}: each instance has at most one calling thread at a time. */
    @Test
    void aCoderIsCalledByOneThreadAtATime() throws Exception {
        Crowded endpoint = new Crowded();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            BrowserSession session = (BrowserSession) client.container().connectToServer(endpoint, peer.uri());
            List<CompletableFuture<Void>> senders = Stream.generate(() -> CompletableFuture.runAsync(() -> {
                        for (int i = 0; i < 20; i++) {
                            session.getAsyncRemote().sendObject(new Apple("a"));
                        }
                    }))
                    .limit(8)
                    .toList();
            for (CompletableFuture<Void> sender : senders) {
                sender.get(20, TimeUnit.SECONDS);
            }
            assertThat(peer.connection().awaitFrames(160))
                    .extracting(ClientFrame::text)
                    .containsOnly("1");
            assertThat(endpoint.heard.next(160)).containsOnly("1");
        }
    }

    /** Encodes one type as text and another one as bytes. */
    public static class TwoTypes implements Encoder.Text<Apple>, Encoder.BinaryStream<Plum> {

        @Override
        public String encode(Apple apple) {
            return apple.name();
        }

        @Override
        public void encode(Plum plum, OutputStream out) throws IOException {
            out.write(plum.name().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void oneClassEncodesOneTypeAsTextAndAnotherAsBytes() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .encoders(List.of(TwoTypes.class))
                .build();
        try (ScriptedPeer peer = sending();
                Client client = new Client().with(config)) {
            BrowserSession session = client.open(peer.uri());
            session.getBasicRemote().sendObject(new Plum("Zwetschge"));
            session.getBasicRemote().sendObject(new Apple("Boskop"));
            assertThat(peer.connection().awaitFrames(2))
                    .extracting(frame -> (frame.opcode() == Opcode.TEXT ? "text " : "binary ") + frame.text())
                    .containsExactly("binary Zwetschge", "text Boskop");
        }
    }

    /** The second choice for what an {@link AppleCoder} does not take. */
    public static class AnyApple extends Counted implements Decoder.Text<Apple> {

        @Override
        public boolean willDecode(String text) {
            return true;
        }

        @Override
        public Apple decode(String text) {
            return new Apple("any " + text);
        }
    }

    /** Has two decoders for one type. */
    @ClientEndpoint(decoders = {AppleCoder.class, AnyApple.class})
    public static class Choosy {

        final Heard heard = new Heard();

        @OnMessage
        public void apple(Apple apple) {
            heard.add(apple.name());
        }
    }

    @Test
    void theNextDecoderTakesWhatTheFirstDoesNot() throws Exception {
        Choosy endpoint = new Choosy();
        try (ScriptedPeer peer = sending(Frame.text("an apple"), Frame.text("not an apple"));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next(2)).containsExactly("an apple", "any not an apple");
        }
    }

    /** Takes apples as text and as bytes. */
    public static class BothWays extends Counted implements Decoder.Binary<Apple> {

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return true;
        }

        @Override
        public Apple decode(ByteBuffer bytes) {
            return new Apple("binary " + bytes.remaining());
        }
    }

    /** One method for both kinds of message. */
    @ClientEndpoint(decoders = {AppleCoder.class, BothWays.class})
    public static class TakingBoth {

        final Heard heard = new Heard();

        @OnMessage
        public void apple(Apple apple) {
            heard.add(apple.name());
        }
    }

    @Test
    void aTypeThatIsDecodedBothWaysIsTakenBothWays() throws Exception {
        TakingBoth endpoint = new TakingBoth();
        try (ScriptedPeer peer = sending(Frame.text("text"), Frame.binary(new byte[3]));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next(2)).containsExactly("text", "binary 3");
        }
    }
}
