package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.impl.endpoints.CodersTest.Apple;
import dev.adieu.websocket.impl.endpoints.CodersTest.AppleCoder;
import dev.adieu.websocket.impl.endpoints.CodersTest.Plum;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The choice of a coder, and what it gets (Jakarta WebSocket 2.2, {@link Encoder} and {@link Decoder}). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class ChosenCodersTest {

    private static ScriptedPeer sending(Frame... frames) {
        return ScriptedPeer.plain(c -> {
            c.accept(frames);
            c.answerClose();
            c.fin();
        });
    }

    /** A kind of plum. */
    public static class Mirabelle extends Plump {}

    /** Something that is no record and may be extended. */
    public static class Plump {}

    /** Takes what it is for and everything below. */
    public static class PlumpEncoder implements Encoder.Text<Plump> {

        @Override
        public String encode(Plump plump) {
            return plump.getClass().getSimpleName();
        }
    }

    /** Takes the standard's place. */
    public static class NumberEncoder implements Encoder.Text<Integer> {

        @Override
        public String encode(Integer number) {
            return "number " + number;
        }
    }

    /** Returns a primitive and the object of one. */
    @ClientEndpoint(encoders = {NumberEncoder.class, PlumpEncoder.class})
    public static class Returning {

        @OnMessage
        public int text(String text) {
            return text.length();
        }

        @OnMessage
        public Integer binary(byte[] bytes) {
            return bytes.length;
        }

        @OnMessage
        public Plump pong(PongMessage pong) {
            return new Mirabelle();
        }
    }

    @Test
    void anEncoderOfTheApplicationGoesBeforeTheStandardOneAndTakesSubclasses() throws Exception {
        try (ScriptedPeer peer = sending(Frame.text("four"), Frame.binary(new byte[5]), Frame.pong(""));
                Client client = new Client()) {
            Session session = client.container().connectToServer(new Returning(), peer.uri());
            peer.connection().awaitFrames(3);
            session.getBasicRemote().sendObject(6);
            session.getAsyncRemote().sendObject(7).get(20, TimeUnit.SECONDS);
            session.getBasicRemote().sendObject(8L);
            session.getBasicRemote().sendObject(new Plump());
            assertThat(peer.connection().awaitFrames(7))
                    .extracting(ClientFrame::text)
                    .containsExactly("number 4", "number 5", "Mirabelle", "number 6", "number 7", "8", "Plump");
        }
    }

    /** Says which configuration it was initialized with. */
    public static class KnowingItsConfiguration implements Encoder.Text<Apple>, Decoder.Text<Apple> {

        private Object known;

        @Override
        public void init(EndpointConfig config) {
            known = config.getUserProperties().get("known");
        }

        @Override
        public void destroy() {
            known = "destroyed";
        }

        @Override
        public String encode(Apple apple) {
            return known + " encodes " + apple.name();
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }

        @Override
        public Apple decode(String text) {
            return new Apple(known + " decodes " + text);
        }
    }

    @Test
    void aCoderIsInitializedWithTheConfigurationOfItsEndpoint() throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .encoders(List.of(KnowingItsConfiguration.class))
                .decoders(List.of(KnowingItsConfiguration.class))
                .build();
        config.getUserProperties().put("known", "mine");
        Heard heard = new Heard();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            Endpoint endpoint = new Endpoint() {
                @Override
                public void onOpen(Session session, EndpointConfig given) {
                    session.addMessageHandler(Apple.class, apple -> heard.add(apple.name()));
                }
            };
            client.container()
                    .connectToServer(endpoint, config, peer.uri())
                    .getBasicRemote()
                    .sendObject(new Apple("a"));
            assertThat(heard.next()).isEqualTo("mine decodes mine encodes a");
        }
    }

    /** Looks at the bytes before it takes them. */
    public static class Curious implements Decoder.Binary<Plum> {

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return bytes.get() == 'p' && bytes.get() == 'l';
        }

        @Override
        public Plum decode(ByteBuffer bytes) {
            return new Plum(StandardCharsets.UTF_8.decode(bytes).toString());
        }
    }

    /** Takes what the curious decoder makes. */
    @ClientEndpoint(decoders = Curious.class)
    public static class TakingPlums {

        final Heard heard = new Heard();

        @OnMessage
        public void plum(Plum plum) {
            heard.add(plum.name());
        }

        @OnError
        public void error(Throwable failure) {
            if (failure instanceof DecodeException decoding) {
                heard.add("not decoded: "
                        + (decoding.getBytes() == null
                                ? decoding.getText()
                                : StandardCharsets.UTF_8.decode(decoding.getBytes())));
            }
        }
    }

    @Test
    void decodeHasAllBytesAlsoIfWillDecodeHasReadSome() throws Exception {
        TakingPlums endpoint = new TakingPlums();
        try (ScriptedPeer peer = sending(Frame.binary("plum".getBytes(StandardCharsets.UTF_8)));
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next()).isEqualTo("plum");
        }
    }

    @Test
    void aMessageThatNoDecoderTakesIsInTheException() throws Exception {
        TakingPlums plums = new TakingPlums();
        Heard fruit = new Heard();
        try (ScriptedPeer peer =
                        sending(Frame.text("not an apple"), Frame.binary("pear".getBytes(StandardCharsets.UTF_8)));
                Client client = new Client()) {
            client.container().connectToServer(plums, peer.uri());
            assertThat(plums.heard.next()).isEqualTo("not decoded: pear");
            client.container().connectToServer(new Fruity(fruit), peer.uri());
            assertThat(fruit.next()).isEqualTo("text not an apple");
        }
    }

    /** Hears which text was not decoded. */
    @ClientEndpoint(decoders = AppleCoder.class)
    public static class Fruity {

        private final Heard heard;

        Fruity(Heard heard) {
            this.heard = heard;
        }

        @OnMessage
        public void apple(Apple apple) {
            heard.add(apple.name());
        }

        @OnError
        public void error(Throwable failure) {
            if (failure instanceof DecodeException decoding) {
                heard.add("text " + decoding.getText());
            }
        }
    }

    @Test
    void anObjectThatNoEncoderTakesIsInTheException() throws Exception {
        try (ScriptedPeer peer = sending();
                Client client = new Client()) {
            Session session = client.open(peer.uri());
            List<String> unknown = List.of("unknown");
            assertThatThrownBy(() -> session.getBasicRemote().sendObject(unknown))
                    .isInstanceOfSatisfying(
                            EncodeException.class,
                            refused -> assertThat(refused.getObject()).isSameAs(unknown));
        }
    }
}
