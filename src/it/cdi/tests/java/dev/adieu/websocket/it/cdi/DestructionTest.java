package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseCodesBy;
import dev.adieu.websocket.CloseContext;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.OnMessage;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that are made for a session live as long as it does. */
class DestructionTest {

    private static final int SESSIONS = Integer.getInteger("test.sessions", 100);
    private static final Map<String, AtomicInteger> MADE = new ConcurrentHashMap<>();
    private static final Map<String, AtomicInteger> DESTROYED = new ConcurrentHashMap<>();
    private static final LinkedBlockingQueue<String> HEARD = new LinkedBlockingQueue<>();

    @BeforeEach
    void countFromZero() {
        MADE.clear();
        DESTROYED.clear();
        HEARD.clear();
    }

    /** Counts itself. */
    public abstract static class Counted {

        @PostConstruct
        void made() {
            count(MADE);
        }

        @PreDestroy
        void destroyed() {
            count(DESTROYED);
        }

        private void count(Map<String, AtomicInteger> counts) {
            counts.computeIfAbsent(name(), first -> new AtomicInteger()).incrementAndGet();
        }

        abstract String name();
    }

    @Dependent
    public static class Part extends Counted {
        @Override
        String name() {
            return "part";
        }
    }

    @Dependent
    @ClientEndpoint(encoders = Coder.class, decoders = Coder.class, configurator = Configurator.class)
    @CloseCodesBy(Strategy.class)
    public static class Talker extends Counted {
        @Inject
        private Part part;

        @OnMessage
        public void word(Word word) {
            HEARD.add(word.text());
        }

        @Override
        String name() {
            return "endpoint";
        }
    }

    @Dependent
    public static class Coder extends Counted implements Encoder.Text<Word>, Decoder.Text<Word> {
        @Inject
        private Part part;

        @Override
        public String encode(Word word) {
            return word.text();
        }

        @Override
        public Word decode(String text) {
            return new Word(text);
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }

        @Override
        public void init(jakarta.websocket.EndpointConfig config) {
            // Two interfaces have it, so one has to be chosen.
        }

        @Override
        public void destroy() {
            // Likewise.
        }

        @Override
        String name() {
            return "coder";
        }
    }

    @Dependent
    public static class Configurator extends ClientEndpointConfig.Configurator {
        private final Counted counted = new Counted() {
            @Override
            String name() {
                return "configurator";
            }
        };

        @PostConstruct
        void made() {
            counted.made();
        }

        @PreDestroy
        void destroyed() {
            counted.destroyed();
        }
    }

    @Dependent
    public static class Strategy extends Counted implements CloseCodeStrategy {
        @Override
        public CloseReason choose(CloseContext context) {
            return new CloseReason(() -> 4000, "");
        }

        @Override
        String name() {
            return "strategy";
        }
    }

    private static Map<String, Integer> counts(Map<String, AtomicInteger> counts) {
        Map<String, Integer> numbers = new TreeMap<>();
        counts.forEach((name, count) -> numbers.put(name, count.get()));
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasMadeForASessionIsDestroyedWithIt(boolean beans) throws Exception {
        Class<?>[] classes = beans
                ? new Class<?>[] {Part.class, Talker.class, Coder.class, Configurator.class, Strategy.class}
                : new Class<?>[] {Part.class};
        try (App app = App.of(classes);
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            WebSocketContainer container = app.get(WebSocketContainer.class);
            for (int i = 0; i < SESSIONS; i++) {
                BrowserSession session = (BrowserSession) container.connectToServer(Talker.class, peer.uri());
                session.getBasicRemote().sendObject(new Word("w"));
                assertThat(HEARD.poll(10, TimeUnit.SECONDS)).isEqualTo("w");
                assertThat(MADE.get("endpoint").get()
                                - (i == 0 ? 0 : DESTROYED.get("endpoint").get()))
                        .isEqualTo(1);
                session.close();
                session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            }
            assertThat(counts(DESTROYED)).isEqualTo(counts(MADE));
            // One coder encodes and another decodes: they work at the same time.
            assertThat(counts(MADE))
                    .isEqualTo(new TreeMap<>(Map.of(
                            "endpoint",
                            SESSIONS,
                            "coder",
                            2 * SESSIONS,
                            "configurator",
                            SESSIONS,
                            "strategy",
                            SESSIONS,
                            "part",
                            3 * SESSIONS)));
        }
    }

    @Test
    void whatWasMadeForAnAttemptThatFailsIsDestroyedToo() throws Exception {
        try (App app = App.of(Part.class, Talker.class, Coder.class, Configurator.class, Strategy.class)) {
            URI nobody = URI.create("ws://127.0.0.1:" + unusedPort());
            for (int i = 0; i < 10; i++) {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> app.get(WebSocketContainer.class).connectToServer(Talker.class, nobody)))
                        .isInstanceOf(IOException.class);
            }
            assertThat(counts(MADE)).containsEntry("endpoint", 10);
            Eventually.holds(() -> counts(DESTROYED).equals(counts(MADE)));
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
