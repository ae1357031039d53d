package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoint classes as people write them work, or are refused with the reason when they are deployed. */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class EndpointClassesTest {

    /** As {@code @Nonnull} or {@code @Valid}. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Marked {}

    /** An endpoint that says what it is called with. */
    public static class Hearing {

        final Heard heard = new Heard();
    }

    private static void hears(Hearing endpoint, Frame[] frames, String... events) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(frames);
                    c.answerClose();
                    c.fin();
                });
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next(events.length)).containsExactly(events);
        }
    }

    private static Frame[] frames(Frame... frames) {
        return frames;
    }

    /** Annotations before whole messages. */
    @ClientEndpoint
    public static class MarkedWhole extends Hearing {

        @OnMessage(maxMessageSize = 5)
        public void text(@Marked Session session, @Marked String text, @Marked EndpointConfig config) {
            heard.add(text);
        }

        @OnMessage
        public void binary(@Marked byte[] bytes) {
            heard.add("bytes " + bytes.length);
        }

        @OnClose
        public void close(@Marked CloseReason reason) {
            heard.add(reason.getCloseCode() + " " + reason.getReasonPhrase());
        }
    }

    /** Annotations before parts, in both orders. */
    @ClientEndpoint
    public static class MarkedParts extends Hearing {

        @OnMessage
        public void text(@Marked String part, boolean last) {
            heard.add(part + last);
        }

        @OnMessage
        public void binary(@Marked Boolean last, @Marked byte[] bytes) {
            heard.add(bytes.length + " " + last);
        }
    }

    @Test
    void annotationsOnParametersDoNoHarm() throws Exception {
        hears(new MarkedWhole(), frames(Frame.text("short"), Frame.binary(new byte[2])), "short", "bytes 2");
        hears(new MarkedParts(), frames(Frame.text("a"), Frame.binary(new byte[3])), "atrue", "3 true");
    }

    /** Another one. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Checked {}

    /** Stands where a type does. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE_USE)
    @interface Typed {
        String value() default "";
    }

    /** Has several annotations on each parameter, of every kind that there is. */
    @ClientEndpoint
    public static class MarkedEverywhere extends Hearing {

        @OnOpen
        public void open(@Marked @Checked EndpointConfig config, @Checked @Marked Session session) {
            heard.add("open " + session.isOpen());
        }

        @OnMessage
        public void text(final @Marked @Typed("number") int number, @Marked @Checked Session session) {
            heard.add("number " + number);
            throw new IllegalStateException("thrown");
        }

        @OnMessage
        public void binary(@Checked @Marked boolean last, @Typed @Marked @Checked ByteBuffer bytes) {
            heard.add("buffer " + bytes.remaining());
        }

        @OnMessage
        public void pong(@Marked @Checked PongMessage pong) {
            heard.add("pong");
        }

        @OnError
        public void error(@Marked @Checked Throwable failure, @Marked Session session) {
            heard.add("error " + failure.getMessage());
        }

        @OnClose
        public void close(@Marked @Checked Session session, @Marked @Typed CloseReason reason) {
            heard.add("close " + reason.getCloseCode().getCode());
        }
    }

    /** Has annotations before streams. */
    @ClientEndpoint
    public static class MarkedStreams extends Hearing {

        @OnMessage
        public void text(@Marked @Checked Reader text) throws IOException {
            heard.add("text " + (char) text.read());
        }

        @OnMessage
        public void binary(@Marked @Checked InputStream bytes) throws IOException {
            heard.add("binary " + bytes.read());
        }
    }

    @Test
    void severalAnnotationsOnEveryKindOfParameterDoNoHarm() throws Exception {
        hears(
                new MarkedEverywhere(),
                frames(Frame.text("12"), Frame.binary(new byte[3]), Frame.pong("p"), Frame.close(3000)),
                "open true",
                "number 12",
                "error thrown",
                "buffer 3",
                "pong",
                "close 3000");
        hears(new MarkedStreams(), frames(Frame.text("a"), Frame.binary((byte) 1)), "text a", "binary 1");
    }

    @Test
    void theLimitOfAMethodWithAnAnnotatedParameterHolds() throws Exception {
        hears(new MarkedWhole(), frames(Frame.text("longer")), "CLOSED_ABNORMALLY ");
    }

    /** Not public. */
    @ClientEndpoint
    static class NotPublic extends Hearing {

        @OnOpen
        public void open() {
            heard.add("open");
        }

        @OnMessage
        public void text(String text) {
            heard.add(text);
        }
    }

    @ClientEndpoint
    private static final class Private extends Hearing {

        @OnMessage
        public void text(String part, boolean last) {
            heard.add(part);
        }
    }

    /** The part that both classes above have in common. */
    interface Greeting {

        @OnOpen
        default void open() {
            ((Hearing) this).heard.add("default");
        }
    }

    @ClientEndpoint
    public static class ByDefaultMethod extends Hearing implements Greeting {}

    @ClientEndpoint
    static class Inheriting extends NotPublic {}

    @Test
    void anEndpointObjectOfAClassThatIsNotPublicIsCalled() throws Exception {
        hears(new NotPublic(), frames(Frame.text("a")), "open", "a");
        hears(new Private(), frames(Frame.text("a")), "a");
        hears(new Inheriting(), frames(Frame.text("a")), "open", "a");
        hears(new ByDefaultMethod(), frames(), "default");
    }

    @Test
    void aClassThatIsNotPublicCannotBeMadeByTheContainer() {
        assertThatThrownBy(() -> deploy(NotPublic.class))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(NotPublic.class.getName())
                .hasMessageContaining("public class");
    }

    private static void deploy(Class<?> type) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            client.container().connectToServer(type, peer.uri());
        }
    }

    @ClientEndpoint
    public static class PackagePrivateMethod {
        @OnMessage
        void message(String text) {}
    }

    @ClientEndpoint
    public static class PrivateMethod {
        @OnOpen
        private void message() {}
    }

    @ClientEndpoint
    public static class ProtectedMethod {
        @OnClose
        protected void message() {}
    }

    /** Hides its subclass's methods from Tyrus behind bridges. */
    static class NotPublicBase {
        @OnMessage
        public void message(String text) {}
    }

    @ClientEndpoint
    public static class InheritingFromNotPublic extends NotPublicBase {}

    @ClientEndpoint
    public static class InheritingAMethodThatIsNotPublic extends PackagePrivateMethod {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                PackagePrivateMethod.class,
                PrivateMethod.class,
                ProtectedMethod.class,
                InheritingFromNotPublic.class,
                InheritingAMethodThatIsNotPublic.class
            })
    void aCallbackThatWouldNeverBeCalledIsRefusedWithItsName(Class<?> type) {
        assertThatThrownBy(() -> deploy(type))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(".message(")
                .hasMessageContaining("never be called")
                .hasMessageContaining("public");
    }

    /** Has a callback of its own in the place of one that it inherits. */
    @ClientEndpoint
    public static class Overriding extends NotPublicBase {

        final Heard heard = new Heard();

        @Override
        @OnMessage
        public void message(String text) {
            heard.add("own");
        }
    }

    /** Overrides what is not public, without an annotation. */
    @ClientEndpoint
    public static class OverridingSilently extends ProtectedMethod {
        @Override
        protected void message() {}
    }

    @Test
    void aCallbackThatIsOverriddenIsNotRefused() throws Exception {
        deploy(OverridingSilently.class);
        Overriding endpoint = new Overriding();
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.text("a"));
                    c.answerClose();
                    c.fin();
                });
                Client client = new Client()) {
            client.container().connectToServer(endpoint, peer.uri());
            assertThat(endpoint.heard.next()).isEqualTo("own");
        }
    }

    @ClientEndpoint
    public static class OfCharSequence {
        @OnMessage
        public void message(CharSequence text) {}
    }

    @ClientEndpoint
    public static class OfBuffer {
        @OnMessage
        public void message(Buffer bytes) {}
    }

    @ClientEndpoint
    public static class OfObject {
        @OnMessage
        public void message(Object anything) {}
    }

    /** Its type is known to subclasses only, and they are erased. */
    public static class Generic<T> {
        @OnMessage
        public void message(T message) {}
    }

    @ClientEndpoint
    public static class OfTypeVariable extends Generic<String> {}

    @ClientEndpoint
    public static class OfCharBuffer {
        @OnMessage
        public void message(CharBuffer text) {}
    }

    @ParameterizedTest
    @ValueSource(
            classes = {OfCharSequence.class, OfBuffer.class, OfObject.class, OfTypeVariable.class, OfCharBuffer.class})
    void aMethodForMessagesThatThereCannotBeIsRefused(Class<?> type) {
        assertThatThrownBy(() -> deploy(type))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("ecoder")
                .hasMessageContaining(type.getSimpleName());
    }

    private static final class HandlerOf<T> implements MessageHandler.Whole<T> {
        @Override
        public void onMessage(T message) {}
    }

    private static final class OfSequence implements MessageHandler.Whole<CharSequence> {
        @Override
        public void onMessage(CharSequence message) {}
    }

    private static final class PartsOf<T> implements MessageHandler.Partial<T> {
        @Override
        public void onMessage(T part, boolean last) {}
    }

    /** Neither of the two kinds. */
    private static final class OfNoKind implements MessageHandler {}

    private static Arguments adding(String what, Consumer<Session> adding) {
        return Arguments.of(what, adding);
    }

    static Stream<Arguments> handlersThatCannotBeCalled() {
        return Stream.of(
                adding("$$Lambda", session -> session.addMessageHandler((MessageHandler.Whole<String>) text -> {})),
                adding(
                        "$$Lambda",
                        session -> session.addMessageHandler((MessageHandler.Partial<String>) (text, last) -> {})),
                adding("HandlerOf", session -> session.addMessageHandler(new HandlerOf<String>())),
                adding("PartsOf", session -> session.addMessageHandler(new PartsOf<String>())),
                adding("OfSequence", session -> session.addMessageHandler(new OfSequence())),
                adding("CharSequence", session -> session.addMessageHandler(CharSequence.class, new OfSequence())),
                adding("Object", session -> session.addMessageHandler(Object.class, new HandlerOf<>())),
                adding("Buffer", session -> session.addMessageHandler(Buffer.class, new HandlerOf<>())),
                adding("CharBuffer", session -> session.addMessageHandler(CharBuffer.class, new PartsOf<>())),
                adding("OfNoKind", session -> session.addMessageHandler(new OfNoKind())));
    }

    @ParameterizedTest
    @MethodSource("handlersThatCannotBeCalled")
    void aHandlerThatCanNeverBeCalledIsRefusedByName(String name, Consumer<Session> adding) {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            Session session = client.open(peer.uri());
            session.getMessageHandlers().forEach(session::removeMessageHandler);
            assertThatThrownBy(() -> adding.accept(session))
                    .isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class)
                    .hasMessageContaining(name);
            assertThat(session.getMessageHandlers()).isEmpty();
            session.addMessageHandler(String.class, text -> {});
            session.addMessageHandler(ByteBuffer.class, bytes -> {});
        }
    }

    /** An anonymous class tells its type. */
    @Test
    void anAnonymousHandlerIsCalled() throws Exception {
        Heard heard = new Heard();
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                session.addMessageHandler(new MessageHandler.Whole<String>() {
                    @Override
                    public void onMessage(String text) {
                        heard.add(text);
                    }
                });
            }
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.text("a"));
                    c.answerClose();
                    c.fin();
                });
                Client client = new Client()) {
            client.container().connectToServer(endpoint, null, peer.uri());
            assertThat(heard.next()).isEqualTo("a");
        }
    }
}
