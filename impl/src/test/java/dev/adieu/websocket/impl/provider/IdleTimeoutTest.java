package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The idle timeout over a real socket, with a clock that the test sets. */
@ExtendWith(NothingStaysBehind.class)
class IdleTimeoutTest {

    private static final int BYTES = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_BYTES = Duration.ofSeconds(4);

    /** Hears the end of a message. */
    public static class Hearing {

        final Heard heard = new Heard();
    }

    @ClientEndpoint
    public static class Whole extends Hearing {
        @OnMessage
        public void message(byte[] message) {
            heard.add("end");
        }
    }

    @ClientEndpoint
    public static class Parts extends Hearing {
        @OnMessage
        public void message(byte[] part, boolean last) {
            if (last) {
                heard.add("end");
            }
        }
    }

    @ClientEndpoint
    public static class Streamed extends Hearing {
        @OnMessage
        public void message(InputStream message) throws IOException {
            message.readAllBytes();
            heard.add("end");
        }
    }

    static Stream<Arguments> endpoints() {
        return Stream.of(new Whole(), new Parts(), new Streamed())
                .map(endpoint -> Arguments.of(endpoint.getClass().getSimpleName(), endpoint));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endpoints")
    void itDoesNotCloseWhileAMessageArrivesByteByByteAndClosesAfterThat(String name, Hearing endpoint)
            throws Exception {
        LoopTiming timing = new LoopTiming();
        try (AdieuContainer container = Containers.withTiming(timing);
                ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.binary().claiming(BYTES));
                    for (int i = 0; i < BYTES; i++) {
                        c.awaitCue();
                        c.send(Wire.raw(i));
                    }
                    c.answerClose();
                    c.fin();
                })) {
            BrowserSession session = (BrowserSession) container.connectToServer(endpoint, peer.uri());
            session.setMaxIdleTimeout(TIMEOUT.toMillis());
            for (int i = 0; i < BYTES; i++) {
                timing.pass(BETWEEN_BYTES);
                assertThat(session.getReadyState()).as("after " + i + " bytes").isEqualTo(ReadyState.OPEN);
                int looks = timing.looks();
                peer.connection().cue();
                Eventually.holds(() -> timing.looks() > looks, () -> "the byte did not come");
            }
            assertThat(endpoint.heard.next()).isEqualTo("end");
            timing.pass(TIMEOUT);
            CloseEvent event = Client.closed(session);
            assertThat(event.code()).isEqualTo(1001);
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1001);
        }
    }
}
