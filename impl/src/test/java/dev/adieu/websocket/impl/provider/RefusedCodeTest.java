package dev.adieu.websocket.impl.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Frameworks close with codes of their own and swallow the exception, so a refusal must be logged. */
@ExtendWith(NothingStaysBehind.class)
class RefusedCodeTest {

    private final Logger logger = Logger.getLogger(AdieuSession.class.getName());
    private final Warnings warnings = new Warnings();

    @ClientEndpoint
    public static final class Silent {}

    @BeforeEach
    void listen() {
        logger.addHandler(warnings);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(warnings);
        logger.setUseParentHandlers(true);
    }

    @Test
    void aRefusedCodeIsLoggedOncePerSessionAndCodeWithTheRuleAndTheWayOut() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            Session first = container.connectToServer(new Silent(), peer.uri());
            Session second = container.connectToServer(new Silent(), peer.uri());

            refused(first, CloseCodes.UNEXPECTED_CONDITION);
            refused(first, CloseCodes.UNEXPECTED_CONDITION);
            refused(first, CloseCodes.GOING_AWAY);
            refused(second, CloseCodes.GOING_AWAY);

            assertThat(warnings.texts).hasSize(3);
            assertThat(warnings.texts.get(0))
                    .contains(
                            first.getId(), Silent.class.getName(), "1011", "WHATWG WebSockets", "adieu.rules=rfc6455");
            assertThat(warnings.texts.get(1)).contains(first.getId(), "1001");
            assertThat(warnings.texts.get(2)).contains(second.getId(), "1001");
        }
    }

    private static void refused(Session session, CloseCodes code) {
        assertThatThrownBy(() -> session.close(new CloseReason(code, ""))).isInstanceOf(InvalidAccessException.class);
    }

    private static final class Warnings extends Handler {

        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final Formatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord report) {
            if (report.getLevel().equals(Level.WARNING)) {
                texts.add(formatter.formatMessage(report));
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
