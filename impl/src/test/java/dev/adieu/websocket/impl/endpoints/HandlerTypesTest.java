package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.impl.endpoints.CodersTest.Apple;
import dev.adieu.websocket.impl.endpoints.CodersTest.AppleCoder;
import dev.adieu.websocket.impl.endpoints.CodersTest.Cherry;
import dev.adieu.websocket.impl.endpoints.CodersTest.CherryCoder;
import dev.adieu.websocket.impl.endpoints.CodersTest.Pear;
import dev.adieu.websocket.impl.endpoints.CodersTest.PearCoder;
import dev.adieu.websocket.impl.endpoints.CodersTest.Plum;
import dev.adieu.websocket.impl.endpoints.CodersTest.PlumCoder;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.ScriptedPeer;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type of message that a handler or a method may take (Jakarta WebSocket 2.2, {@link MessageHandler}). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class HandlerTypesTest {

    private static ScriptedPeer sending(Frame... frames) {
        return ScriptedPeer.plain(c -> {
            c.accept(frames);
            c.answerClose();
            c.fin();
        });
    }

    private static String read(Reader reader) {
        try {
            StringWriter all = new StringWriter();
            reader.transferTo(all);
            return all.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int read(InputStream in) {
        try {
            return in.readAllBytes().length;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final Frame TEXT = Frame.text("abc");
    private static final Frame BINARY = Frame.binary((byte) 'a', (byte) 'b');

    private static Arguments adding(String what, Frame frame, String heard, BiConsumer<Session, Heard> adding) {
        return Arguments.of(what, frame, heard, adding);
    }

    static Stream<Arguments> handlers() {
        return Stream.of(
                adding("String", TEXT, "abc", (s, h) -> s.addMessageHandler(String.class, h::add)),
                adding(
                        "String, anonymous",
                        TEXT,
                        "abc",
                        (s, h) -> s.addMessageHandler(new MessageHandler.Whole<String>() {
                            @Override
                            public void onMessage(String text) {
                                h.add(text);
                            }
                        })),
                adding("Reader", TEXT, "abc", (s, h) -> s.addMessageHandler(Reader.class, in -> h.add(read(in)))),
                adding(
                        "a number",
                        Frame.text("12"),
                        "13",
                        (s, h) -> s.addMessageHandler(Integer.class, number -> h.add("" + (number + 1)))),
                adding(
                        "what a Decoder.Text makes",
                        TEXT,
                        "Apple[name=abc]",
                        (s, h) -> s.addMessageHandler(Apple.class, apple -> h.add("" + apple))),
                adding(
                        "what a Decoder.TextStream makes",
                        TEXT,
                        "Pear[name=abc]",
                        (s, h) -> s.addMessageHandler(Pear.class, pear -> h.add("" + pear))),
                adding(
                        "byte[]",
                        BINARY,
                        "2",
                        (s, h) -> s.addMessageHandler(byte[].class, bytes -> h.add("" + bytes.length))),
                adding(
                        "byte[], anonymous",
                        BINARY,
                        "2",
                        (s, h) -> s.addMessageHandler(new MessageHandler.Whole<byte[]>() {
                            @Override
                            public void onMessage(byte[] bytes) {
                                h.add("" + bytes.length);
                            }
                        })),
                adding(
                        "ByteBuffer",
                        BINARY,
                        "2",
                        (s, h) -> s.addMessageHandler(ByteBuffer.class, bytes -> h.add("" + bytes.remaining()))),
                adding(
                        "InputStream",
                        BINARY,
                        "2",
                        (s, h) -> s.addMessageHandler(InputStream.class, in -> h.add("" + read(in)))),
                adding(
                        "what a Decoder.Binary makes",
                        BINARY,
                        "Plum[name=ab]",
                        (s, h) -> s.addMessageHandler(Plum.class, plum -> h.add("" + plum))),
                adding(
                        "what a Decoder.BinaryStream makes",
                        BINARY,
                        "Cherry[name=ab]",
                        (s, h) -> s.addMessageHandler(Cherry.class, cherry -> h.add("" + cherry))),
                adding(
                        "PongMessage",
                        Frame.pong("p"),
                        "1",
                        (s, h) -> s.addMessageHandler(
                                PongMessage.class,
                                pong -> h.add("" + pong.getApplicationData().remaining()))),
                adding(
                        "PongMessage, anonymous",
                        Frame.pong("p"),
                        "1",
                        (s, h) -> s.addMessageHandler(new MessageHandler.Whole<PongMessage>() {
                            @Override
                            public void onMessage(PongMessage pong) {
                                h.add("" + pong.getApplicationData().remaining());
                            }
                        })),
                adding(
                        "parts of text",
                        TEXT,
                        "abc true",
                        (s, h) -> s.addMessageHandler(String.class, (part, last) -> h.add(part + " " + last))),
                adding(
                        "parts of text, anonymous",
                        TEXT,
                        "abc true",
                        (s, h) -> s.addMessageHandler(new MessageHandler.Partial<String>() {
                            @Override
                            public void onMessage(String part, boolean last) {
                                h.add(part + " " + last);
                            }
                        })),
                adding(
                        "parts as byte[]",
                        BINARY,
                        "2 true",
                        (s, h) -> s.addMessageHandler(byte[].class, (part, last) -> h.add(part.length + " " + last))),
                adding(
                        "parts as ByteBuffer",
                        BINARY,
                        "2 true",
                        (s, h) -> s.addMessageHandler(
                                ByteBuffer.class, (part, last) -> h.add(part.remaining() + " " + last))),
                adding(
                        "parts as ByteBuffer, anonymous",
                        BINARY,
                        "2 true",
                        (s, h) -> s.addMessageHandler(new MessageHandler.Partial<ByteBuffer>() {
                            @Override
                            public void onMessage(ByteBuffer part, boolean last) {
                                h.add(part.remaining() + " " + last);
                            }
                        })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("handlers")
    void aHandlerForEachTypeThatThereMayBeIsCalled(
            String what, Frame frame, String expected, BiConsumer<Session, Heard> adding) throws Exception {
        Heard heard = new Heard();
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                adding.accept(session, heard);
            }

            @Override
            public void onError(Session session, Throwable failure) {
                heard.add("error " + failure);
            }
        };
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .decoders(List.of(AppleCoder.class, PearCoder.class, PlumCoder.class, CherryCoder.class))
                .build();
        try (ScriptedPeer peer = sending(frame);
                Client client = new Client()) {
            client.container().connectToServer(endpoint, config, peer.uri());
            assertThat(heard.next()).isEqualTo(expected);
        }
    }

    /** The callback that all endpoints with a limit of 10 bytes have. */
    public static class Limited {

        final Heard heard = new Heard();

        @OnError
        public void error(Throwable failure) {
            heard.add("error");
        }

        @OnClose
        public void close(CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode());
        }
    }

    @ClientEndpoint
    public static class LimitedString extends Limited {
        @OnMessage(maxMessageSize = 10)
        public void text(String text) {
            heard.add("" + text.length());
        }
    }

    @ClientEndpoint
    public static class LimitedNumber extends Limited {
        @OnMessage(maxMessageSize = 10)
        public void text(double number) {
            heard.add("" + (number > 0 ? 10 : 0));
        }
    }

    @ClientEndpoint(decoders = AppleCoder.class)
    public static class LimitedText extends Limited {
        @OnMessage(maxMessageSize = 10)
        public void text(Apple apple) {
            heard.add("" + apple.name().length());
        }
    }

    @ClientEndpoint(decoders = PearCoder.class)
    public static class LimitedTextStream extends Limited {
        @OnMessage(maxMessageSize = 10)
        public void text(Pear pear) {
            heard.add("" + pear.name().length());
        }
    }

    @ClientEndpoint
    public static class LimitedBytes extends Limited {
        @OnMessage(maxMessageSize = 10)
        public void binary(byte[] bytes) {
            heard.add("" + bytes.length);
        }
    }

    @ClientEndpoint
    public static class LimitedBuffer extends Limited {
        @OnMessage(maxMessageSize = 10)
        public void binary(ByteBuffer bytes) {
            heard.add("" + bytes.remaining());
        }
    }

    @ClientEndpoint(decoders = PlumCoder.class)
    public static class LimitedBinary extends Limited {
        @OnMessage(maxMessageSize = 10)
        public void binary(Plum plum) {
            heard.add("" + plum.name().length());
        }
    }

    @ClientEndpoint(decoders = CherryCoder.class)
    public static class LimitedBinaryStream extends Limited {
        @OnMessage(maxMessageSize = 10)
        public void binary(Cherry cherry) {
            heard.add("" + cherry.name().length());
        }
    }

    static Stream<Arguments> limitedEndpoints() {
        return Stream.of(
                        new LimitedString(),
                        new LimitedNumber(),
                        new LimitedText(),
                        new LimitedTextStream(),
                        new LimitedBytes(),
                        new LimitedBuffer(),
                        new LimitedBinary(),
                        new LimitedBinaryStream())
                .map(endpoint -> Arguments.of(endpoint.getClass().getSimpleName(), endpoint));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limitedEndpoints")
    void aMethodForWholeMessagesTakesWhatIsAsLargeAsItsLimitAndNoByteMore(String name, Limited endpoint)
            throws Exception {
        boolean text = Stream.of(endpoint.getClass().getMethods())
                .anyMatch(method -> method.getName().equals("text"));
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(text ? Frame.text("1234567890") : Frame.binary("1234567890".getBytes()));
                    c.send(text ? Frame.text("12345678901") : Frame.binary("12345678901".getBytes()));
                    c.awaitClose();
                });
                Client client = new Client().impatient()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next(3)).containsExactly("10", "error", "close 1006");
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1009);
        }
    }

    @ClientEndpoint
    public static class UnlimitedParts extends Limited {
        @OnMessage(maxMessageSize = 10)
        public void text(String part, boolean last) {
            if (last) {
                heard.add("text");
            }
        }

        @OnMessage(maxMessageSize = 10)
        public void binary(ByteBuffer part, boolean last) {
            if (last) {
                heard.add("binary");
            }
        }
    }

    @ClientEndpoint
    public static class UnlimitedArrays extends Limited {
        @OnMessage(maxMessageSize = 10)
        public void text(Reader text) {
            read(text);
            heard.add("text");
        }

        @OnMessage(maxMessageSize = 10)
        public void binary(byte[] part, boolean last) {
            if (last) {
                heard.add("binary");
            }
        }
    }

    @ClientEndpoint
    public static class UnlimitedStream extends Limited {
        @OnMessage(maxMessageSize = 0)
        public void text(Reader text) {
            read(text);
            heard.add("text");
        }

        @OnMessage(maxMessageSize = 0)
        public void binary(InputStream bytes) {
            read(bytes);
            heard.add("binary");
        }
    }

    static Stream<Arguments> unlimitedEndpoints() {
        return Stream.of(new UnlimitedParts(), new UnlimitedArrays(), new UnlimitedStream())
                .map(endpoint -> Arguments.of(endpoint.getClass().getSimpleName(), endpoint));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unlimitedEndpoints")
    void theLimitSaysNothingToMethodsThatTakePartsOrStreams(String name, Limited endpoint) throws Exception {
        try (ScriptedPeer peer = sending(
                        Frame.text("x".repeat(5_000_000)),
                        Frame.binary(new byte[5_000_000]),
                        Frame.text("123456").notFinal(),
                        Frame.continuation("78901"),
                        Frame.binary(new byte[6]).notFinal(),
                        Frame.continuation(new byte[5]));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next(4)).containsExactly("text", "binary", "text", "binary");
        }
    }
}
