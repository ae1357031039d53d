package dev.adieu.websocket.impl.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.RecordingEndpoint;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.peer.LocalhostCertificate;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code bufferedAmount} counts the payload that was accepted and that the operating system has not taken (WHATWG,
 * {@code bufferedAmount}).
 */
@ExtendWith(NothingStaysBehind.class)
class BufferedAmountTest {

    private static final int MORE_THAN_THE_SYSTEM_TAKES = 16 << 20;

    /**
     * Waits until the peer, which does not read, lets the system take no more. Over TLS nothing of a message is known
     * to be taken before all of it is.
     */
    private static long amountAtRest(BrowserSession session, boolean tls) {
        Eventually.holds(
                () -> tls || session.getBufferedAmount() < MORE_THAN_THE_SYSTEM_TAKES, () -> "nothing was taken");
        return Eventually.atRest(session::getBufferedAmount, () -> "the amount still falls");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bufferedAmountGrowsByThePayloadOfEachSendAndIsZeroWhenThePeerHasAll(boolean tls) throws Exception {
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(
                        32 * 1024, tls, Scripts.acceptAndAnswerClose(c -> c.awaitCue()))) {
            container.getProperties().put("adieu.ssl-context", LocalhostCertificate.trustingContext());
            BrowserSession session =
                    (BrowserSession) container.connectToServer(new RecordingEndpoint(), null, peer.uri());
            assertThat(session.getBufferedAmount()).isZero();
            Future<Void> large = session.getAsyncRemote().sendBinary(ByteBuffer.allocate(MORE_THAN_THE_SYSTEM_TAKES));
            long atRest = amountAtRest(session, tls);
            assertThat(atRest).isGreaterThan(0).isLessThanOrEqualTo(MORE_THAN_THE_SYSTEM_TAKES);

            session.getAsyncRemote().sendText("four bytes of UTF-8: \uD83D\uDC4B");
            assertThat(session.getBufferedAmount()).isEqualTo(atRest + 25);
            session.getAsyncRemote().sendText("");
            session.getBasicRemote().sendPing(ByteBuffer.allocate(125));
            session.getBasicRemote().sendPong(ByteBuffer.allocate(125));
            assertThat(session.getBufferedAmount())
                    .as("empty messages and control frames count nothing")
                    .isEqualTo(atRest + 25);
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(70_000));
            assertThat(session.getBufferedAmount()).as("framing counts nothing").isEqualTo(atRest + 70_025);
            session.close(3000, "a reason counts nothing");
            assertThat(session.getBufferedAmount()).isEqualTo(atRest + 70_025);
            assertThat(large).isNotDone();

            peer.connection().cue();
            assertThat(Client.closed(session).wasClean()).isTrue();
            assertThat(large).isDone();
            assertThat(session.getBufferedAmount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bufferedAmountStaysWhereItWasIfTheConnectionEndsWithDataUnsent(boolean tls) throws Exception {
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(32 * 1024, tls, c -> {
                    c.accept();
                    c.awaitCue();
                    c.rst();
                })) {
            container.getProperties().put("adieu.ssl-context", LocalhostCertificate.trustingContext());
            BrowserSession session =
                    (BrowserSession) container.connectToServer(new RecordingEndpoint(), null, peer.uri());
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(MORE_THAN_THE_SYSTEM_TAKES));
            session.getAsyncRemote().sendText("more");
            long atRest = amountAtRest(session, tls);
            peer.connection().cue();
            assertThat(Client.closed(session).code()).isEqualTo(1006);
            assertThat(session.getBufferedAmount()).isEqualTo(atRest);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSendThatIsWithdrawnAtItsTimeoutIsNoLongerBuffered(boolean tls) throws Exception {
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(
                        32 * 1024, tls, Scripts.acceptAndAnswerClose(c -> c.awaitCue()))) {
            container.getProperties().put("adieu.ssl-context", LocalhostCertificate.trustingContext());
            BrowserSession session =
                    (BrowserSession) container.connectToServer(new RecordingEndpoint(), null, peer.uri());
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(MORE_THAN_THE_SYSTEM_TAKES));
            long atRest = amountAtRest(session, tls);
            var remote = session.getAsyncRemote();
            remote.setSendTimeout(50);
            Future<Void> late = remote.sendText("late");
            assertThat(failure(late)).hasMessageContaining("send timeout of 50 ms");
            assertThat(session.getBufferedAmount()).isEqualTo(atRest);
            session.close();
            peer.connection().cue();
            assertThat(Client.closed(session).wasClean()).isTrue();
            assertThat(peer.connection().frames())
                    .as("the large message and Close")
                    .hasSize(2);
        }
    }

    private static Throwable failure(Future<Void> send) throws InterruptedException, TimeoutException {
        try {
            send.get(20, TimeUnit.SECONDS);
            return null;
        } catch (java.util.concurrent.ExecutionException e) {
            return e.getCause();
        }
    }
}
