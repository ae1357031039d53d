package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * If an event loop dies of an error, its connections end, waiting threads return, reconnections go on, and other loops
 * take its place.
 */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class LoopDeathTest {

    /** Throws where nothing catches what it throws. */
    private static final class Deadly extends NioSelectableChannelIoHandle<Pipe.SourceChannel> {

        Deadly(Pipe pipe) {
            super(pipe.source());
        }

        @Override
        protected void handle(Pipe.SourceChannel source, java.nio.channels.SelectionKey key) {
            throw new AssertionError("a loop dies on purpose");
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            throw new AssertionError("a loop dies on purpose");
        }
    }

    /** Lets all event loops that there are die. */
    private static void killLoops() throws Exception {
        Map<IoEventLoop, IoThreads.Lease> loops = new HashMap<>();
        for (int i = 0; i < 8; i++) {
            IoThreads.Lease lease = IoThreads.lease();
            IoThreads.Lease other = loops.putIfAbsent((IoEventLoop) lease.loop(), lease);
            if (other != null) {
                lease.close();
            }
        }
        for (IoEventLoop loop : loops.keySet()) {
            Pipe pipe = Pipe.open();
            pipe.source().configureBlocking(false);
            IoRegistration registration = loop.register(new Deadly(pipe)).get(20, TimeUnit.SECONDS);
            // On the loop: a selector that waits already does not notice a change that another thread makes.
            loop.execute(() -> registration.submit(NioIoOps.READ));
            pipe.sink().write(ByteBuffer.allocate(1));
            assertThat(loop.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            pipe.sink().close();
            pipe.source().close();
        }
        loops.values().forEach(IoThreads.Lease::close);
    }

    @Test
    void itsSessionsEndWith1006AndTheFailure() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            killLoops();
            CloseEvent event = Client.closed(session);
            assertThat(event.code()).isEqualTo(1006);
            assertThat(event.wasClean()).isFalse();
            assertThat(event.failure())
                    .hasValueSatisfying(failure -> assertThat(Client.story(failure))
                            .contains("the event loop of the connection died")
                            .contains("a loop dies on purpose"));
            assertThat(session.getReadyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    @Test
    void connectionsThatComeHaveAnotherLoop() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            BrowserSession first = client.open(peer.uri());
            killLoops();
            Client.closed(first);
            for (int i = 0; i < 4; i++) {
                BrowserSession next = client.open(peer.uri());
                next.getBasicRemote().sendText("alive");
                next.close();
                assertThat(Client.closed(next).wasClean()).isTrue();
            }
        }
    }

    @Test
    void anAttemptFailsAndSaysWhy() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.neverAccept());
                Client client = new Client().with("adieu.connect-timeout", 120_000)) {
            ConnectionAttempt attempt = client.begin(peer.uri());
            peer.connection().request();
            killLoops();
            assertThat(Client.closed(attempt).code()).isEqualTo(1006);
            assertThat(Client.story(Client.closed(attempt).failure().orElseThrow()))
                    .contains("a loop dies on purpose");
        }
    }

    @Test
    void aBlockedSendIsTold() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept();
                    c.awaitCue();
                });
                Client client = new Client()) {
            BrowserSession session = client.open(peer.uri());
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread sending = new Thread(() -> {
                try {
                    session.getBasicRemote().sendBinary(ByteBuffer.allocate(64 << 20));
                    thrown.complete(null);
                } catch (IOException e) {
                    thrown.complete(e);
                }
            });
            sending.start();
            Eventually.holds(() -> sending.getState() == Thread.State.WAITING, () -> "it does not wait");
            killLoops();
            assertThat(thrown.get(20, TimeUnit.SECONDS)).hasMessageContaining("the connection ended before");
            Client.closed(session);
            peer.connection().cue();
        }
    }

    /** Returns a peer whose first connection asks to connect again, and whose later ones stay. */
    private static ScriptedPeer restarting() throws Exception {
        AtomicBoolean restarted = new AtomicBoolean();
        return ScriptedPeer.plain(c -> {
            if (restarted.compareAndSet(false, true)) {
                Scripts.close(1012, "restart").run(c);
            } else {
                Scripts.acceptAndAnswerClose().run(c);
            }
        });
    }

    private static BrowserSession second(Reconnection reconnection, BrowserSession first) {
        Eventually.holds(
                () -> reconnection
                        .getSession()
                        .filter(session -> session != first)
                        .isPresent(),
                () -> "it is " + reconnection.getState());
        return reconnection.getSession().orElseThrow();
    }

    @Test
    void aReconnectionThatWaitsGoesOnWithAnotherLoop() throws Exception {
        ReconnectStrategy soon = context -> Optional.of(Duration.ofSeconds(3));
        try (ScriptedPeer peer = restarting();
                Client client = new Client().with("adieu.reconnect", soon)) {
            BrowserSession first = client.open(peer.uri());
            Reconnection reconnection = first.getReconnection().orElseThrow();
            Eventually.holds(() -> reconnection.getNextTry().isPresent(), () -> "it does not wait");
            Instant due = reconnection.getNextTry().orElseThrow();
            killLoops();
            BrowserSession second = second(reconnection, first);
            assertThat(Instant.now()).isAfterOrEqualTo(due);
            second.close();
            assertThat(Client.closed(second).wasClean()).isTrue();
        }
    }

    @Test
    void aReconnectionWhoseLoopDiedCanBeStopped() throws Exception {
        ReconnectStrategy late = context -> Optional.of(Duration.ofHours(1));
        try (ScriptedPeer peer = restarting();
                Client client = new Client().with("adieu.reconnect", late)) {
            Reconnection reconnection =
                    client.open(peer.uri()).getReconnection().orElseThrow();
            Eventually.holds(() -> reconnection.getNextTry().isPresent(), () -> "it does not wait");
            killLoops();
            reconnection.stop();
            assertThat(reconnection
                            .ended()
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS)
                            .code())
                    .isEqualTo(1012);
        }
    }

    @Test
    void aStrategyThatDoesNotAnswerIsGivenUpThoughTheLoopDiedMeanwhile() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        ReconnectStrategy silent = context -> {
            asked.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        };
        try (ScriptedPeer peer = restarting();
                Client client = new Client().with("adieu.reconnect", silent)) {
            BrowserSession first = client.open(peer.uri());
            Reconnection reconnection = first.getReconnection().orElseThrow();
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            killLoops();
            BrowserSession second = second(reconnection, first);
            second.close();
            Client.closed(second);
        } finally {
            over.countDown();
        }
    }
}
