package dev.adieu.websocket.impl.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Under {@code rfc6455} a message over the limit is an error, and starts the closing handshake with 1009 (Jakarta
 * WebSocket 2.2, section 4.7.1).
 */
@ExtendWith(ProviderThreads.class)
class OversizedMessageTest {

    private static final int LIMIT = 10;

    private static Script answeringAfter(Wire... frames) {
        return c -> {
            c.accept(frames);
            c.answerClose();
            c.fin();
        };
    }

    private static Client client() {
        return new Client()
                .with("adieu.rules", "rfc6455")
                .with("adieu.max-message-size", LIMIT)
                .with("adieu.closing-timeout", 20_000);
    }

    private static Frame text(int length) {
        return Frame.text("x".repeat(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 125, 126, 0xFFFF, 0x10000, 5_000_000})
    void thePeersAnswerToOurCloseIsTheCloseEvent(int length) {
        try (ScriptedPeer peer = ScriptedPeer.plain(answeringAfter(text(length)));
                Client client = client()) {
            BrowserSession session = client.open(peer.uri());

            CloseEvent event = Client.closed(session);

            assertThat(event)
                    .extracting(CloseEvent::code, CloseEvent::reason, CloseEvent::wasClean)
                    .containsExactly(1009, "message too big", true);
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).startsWith("error ").contains("more than 10 bytes");
            assertThat(client.listener().next()).isEqualTo("close 1009");
            assertThat(client.listener().heardNothing()).isTrue();
        }
    }

    @Test
    void aPeerThatNeverAnswersIsWaitedForAsAfterAnyClose() {
        Script silent = c -> {
            c.accept(text(LIMIT + 1));
            c.awaitClose();
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(silent);
                Client client = client().with("adieu.closing-timeout", 50)) {
            BrowserSession session = client.open(peer.uri());

            assertThat(Client.closed(session))
                    .extracting(CloseEvent::code, CloseEvent::wasClean)
                    .containsExactly(1006, false);
        }
    }

    @Test
    void messagesBeforeItAreDeliveredAndThoseBehindItAreNot() {
        Wire[] frames = {
            Frame.text("before"), text(LIMIT + 1), Frame.text("behind"), text(1_000_000), Frame.text("behind")
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(answeringAfter(frames));
                Client client = client()) {
            BrowserSession session = client.open(peer.uri());

            assertThat(Client.closed(session).code()).isEqualTo(1009);
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("before");
            assertThat(client.listener().next()).startsWith("error ");
            assertThat(client.listener().next()).isEqualTo("close 1009");
        }
    }

    @Test
    void whatWasAcceptedForSendingGoesBeforeTheClose() throws Exception {
        Script script = Scripts.acceptAndAnswerClose(c -> {
            c.awaitFrame(Opcode.TEXT);
            c.send(text(LIMIT + 1));
        });
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = client()) {
            BrowserSession session = client.open(peer.uri());
            session.getBasicRemote().sendText("first");

            assertThat(Client.closed(session).wasClean()).isTrue();
            assertThat(peer.connection().frames())
                    .extracting(ClientFrame::toString)
                    .containsExactly("Text[\"first\"]", "Close[1009 \"message too big\"]");
        }
    }

    @Test
    void aMessageInFragmentsIsCountedAsOne() {
        Wire[] fragments = {
            text(6).notFinal(),
            Frame.continuation("x".repeat(6)).notFinal(),
            Frame.continuation("x"),
            Frame.text("behind")
        };
        closesWith1009(fragments);
    }

    @Test
    void theRestOfAMessageWhoseFirstFragmentIsTooBigIsThrownAway() {
        Wire[] fragments = {
            text(100_000).notFinal(),
            Frame.continuation("x").notFinal(),
            Frame.continuation("x".repeat(100_000)),
            Frame.text("behind")
        };
        closesWith1009(fragments);
    }

    private static void closesWith1009(Wire... frames) {
        try (ScriptedPeer peer = ScriptedPeer.plain(answeringAfter(frames));
                Client client = client()) {
            BrowserSession session = client.open(peer.uri());

            assertThat(Client.closed(session))
                    .extracting(CloseEvent::code, CloseEvent::wasClean)
                    .containsExactly(1009, true);
        }
    }

    @Test
    void framesBehindItAreStillCheckedAsFramesAndTheErrorIsReportedOnce() {
        Script script = c -> {
            c.accept(text(100_000), Frame.ping("p").rsv(4));
            c.awaitClose();
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = client()) {
            BrowserSession session = client.open(peer.uri());

            assertThat(Client.closed(session))
                    .extracting(CloseEvent::code, CloseEvent::wasClean)
                    .containsExactly(1006, false);
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).startsWith("error ").contains("more than 10 bytes");
            assertThat(client.listener().next()).isEqualTo("close 1006");
            assertThat(client.listener().heardNothing()).isTrue();
        }
    }

    @Test
    void afterOurOwnCloseTheSizeOfAMessageDoesNotMatter() {
        Script script = Scripts.acceptAndAnswerClose(c -> {
            c.awaitClose();
            c.send(text(LIMIT + 1), text(1_000_000));
        });
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = client()) {
            BrowserSession session = client.open(peer.uri());

            session.close(3000, "enough");

            assertThat(Client.closed(session))
                    .extracting(CloseEvent::code, CloseEvent::reason, CloseEvent::wasClean)
                    .containsExactly(3000, "enough", true);
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("close 3000");
        }
    }
}
