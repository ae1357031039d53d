package dev.adieu.websocket.impl.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.closing.Fact;
import dev.adieu.websocket.impl.connection.code.CloseChooser;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.frame.MessageDeflater;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.MessageLimits.Form;
import dev.adieu.websocket.impl.connection.handshake.HandshakeRequest;
import dev.adieu.websocket.impl.connection.handshake.HandshakeSettings;
import dev.adieu.websocket.impl.connection.handshake.HostLookup;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
import dev.adieu.websocket.impl.connection.handshake.ServerAddress;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.connection.proxy.Proxies;
import dev.adieu.websocket.impl.connection.proxy.Proxy;
import dev.adieu.websocket.impl.connection.send.MessageFragmenter;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import dev.adieu.websocket.impl.connection.tls.TlsEngines;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.ScriptedPeer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An exception of our own is never blamed on the peer: 1011 on the wire, initiator LOCAL, one log line. */
@ExtendWith(ProviderThreads.class)
class OwnFaultTest {

    private static final MessageLimits LIMITS = new MessageLimits(1000, 1000, Form.WHOLE, Form.WHOLE);

    private static final ConnectionSettings SETTINGS = new ConnectionSettings(
            CloseRules.BROWSER,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ZERO,
            Duration.ofSeconds(10),
            new HandshakeSettings(TlsEngines.platformDefault(), Proxies.always(Proxy.NONE), null, 0));

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<CloseEvent> closed = new CompletableFuture<>();
    /** Opened to let {@code onOpen} return. */
    private CompletableFuture<Void> onOpen = CompletableFuture.completedFuture(null);

    private final List<LogRecord> logged = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(WebSocketConnection.class.getName());
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listenToTheLog() {
        logger.addHandler(log);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void leaveTheLog() {
        logger.removeHandler(log);
        logger.setUseParentHandlers(true);
    }

    /** Fails when it receives a text. */
    private final class FailingListener implements ConnectionListener {

        @Override
        public void opened(OpeningHandshake.Accepted handshake) {
            heard.add("open");
            onOpen.join();
        }

        @Override
        public void text(String text, boolean last) {
            throw new IllegalStateException("a fault in the delivery of " + text);
        }

        @Override
        public void binary(byte[] bytes, boolean last) {
            heard.add(bytes.length + " bytes");
        }

        @Override
        public void textStream(Reader text) {
            heard.add("text stream");
        }

        @Override
        public void binaryStream(InputStream bytes) {
            heard.add("binary stream");
        }

        @Override
        public void pong(byte[] payload) {
            heard.add("pong");
        }

        @Override
        public void error(Throwable failure) {
            heard.add("error " + failure.getClass().getSimpleName());
        }

        @Override
        public void connectionLost(Throwable cause) {
            heard.add("connection lost");
        }

        @Override
        public void closed(CloseEvent event) {
            heard.add("close " + event.code());
        }

        @Override
        public void ended(CloseEvent event) {
            closed.complete(event);
        }

        @Override
        public CloseChooser chooser(CloseTrigger trigger) {
            return new CloseChooser(trigger.cause(), new CloseBody(1011, trigger.defaultReason()), null);
        }
    }

    private WebSocketConnection connect(ScriptedPeer peer) throws InterruptedException {
        IoThreads.Lease threads = IoThreads.lease();
        SerialExecutor callbacks = new SerialExecutor(
                threads.pool(), threads.pool(), Runnable::run, getClass().getClassLoader());
        WebSocketConnection connection = new WebSocketConnection(
                SETTINGS,
                new HandshakeRequest(
                        ServerAddress.of(peer.uri()),
                        List.of(),
                        List.of(),
                        Map.of(),
                        HandshakeRequest.HeaderEditor.NONE),
                LIMITS,
                new FailingListener(),
                callbacks,
                Timing.REAL,
                HostLookup.PLATFORM,
                threads);
        connection.connect();
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("open");
        return connection;
    }

    private void isOurs(ScriptedPeer peer, String... expected) throws Exception {
        CloseEvent event = closed.get(20, TimeUnit.SECONDS);
        assertThat(event)
                .extracting(CloseEvent::code, CloseEvent::wasClean, CloseEvent::initiator)
                .containsExactly(1006, false, Initiator.LOCAL);
        assertThat(heard).containsExactly(expected);
        assertThat(peer.connection().awaitClose()).hasToString("Close[1011 \"internal error\"]");
        assertThat(logged).singleElement().satisfies(record -> {
            assertThat(record.getThrown()).isSameAs(event.failure().orElseThrow());
            assertThat(record.getMessage()).contains("1011").doesNotContain("peer");
        });
    }

    private static ScriptedPeer peerThatSendsWhenCued(Frame... frames) {
        return ScriptedPeer.plain(c -> {
            c.accept();
            c.awaitCue();
            c.send(frames);
            c.awaitClose();
        });
    }

    @Test
    void aFaultWhileAFrameIsRead() throws Exception {
        try (ScriptedPeer peer = peerThatSendsWhenCued(Frame.text("x"))) {
            connect(peer).limits(null);
            peer.connection().cue();
            isOurs(peer, "error NullPointerException", "close 1006");
        }
    }

    @Test
    void aFaultInFramesThatWaitedForOnOpen() throws Exception {
        onOpen = new CompletableFuture<>();
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
            c.accept(Frame.ping("p"), Frame.text("x"));
            c.awaitClose();
        })) {
            WebSocketConnection connection = connect(peer);
            peer.connection().awaitFrame(Opcode.PONG);
            connection.limits(null);
            onOpen.complete(null);
            isOurs(peer, "error NullPointerException", "close 1006");
        }
    }

    /** A frame whose length does not fit into an int cannot be encoded. */
    @Test
    void aFaultWhileASenderWritesDirectly(@TempDir Path directory) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept();
                    c.awaitClose();
                });
                RandomAccessFile sparse =
                        new RandomAccessFile(directory.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(Integer.MAX_VALUE);
            ByteBuffer huge = sparse.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, Integer.MAX_VALUE);
            CompletableFuture<Throwable> sent = new CompletableFuture<>();
            connect(peer).sendPing(huge, new QueuedFrame.Completion() {
                @Override
                public void completed(Throwable failure) {
                    sent.complete(failure);
                }

                @Override
                public boolean isAwaited() {
                    return true;
                }
            });
            assertThat(sent.get(20, TimeUnit.SECONDS)).isInstanceOf(ArithmeticException.class);
            isOurs(peer, "error ArithmeticException", "close 1006");
        }
    }

    @Test
    void aFaultWhileAMessageIsDeliveredComesBehindTheMessagesBefore() throws Exception {
        try (ScriptedPeer peer = peerThatSendsWhenCued(Frame.binary(new byte[3]), Frame.text("x"))) {
            connect(peer);
            peer.connection().cue();
            isOurs(peer, "3 bytes", "error IllegalStateException", "close 1006");
        }
    }

    @Test
    void aFaultWhileFramesAreEncodedFailsTheirSendsAndThoseBehindThem() throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(failingOnce(new IllegalStateException("a fault in the allocator")));
        failsTheSends(channel, null, IllegalStateException.class);
    }

    @Test
    void aFaultWithoutAMessageIsNamedToTheSendersBehindIt() throws Exception {
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(failingOnce(new IllegalStateException()));
        List<Throwable> sent = failsTheSends(channel, null, IllegalStateException.class);
        assertThat(sent)
                .filteredOn(IOException.class::isInstance)
                .singleElement()
                .hasToString("java.io.IOException: the connection ended before the message was written: "
                        + "java.lang.IllegalStateException");
    }

    @Test
    void aFaultWhileAMessageIsCompressedFailsItsSendAndThoseBehindIt() throws Exception {
        MessageDeflater ended = new MessageDeflater(true);
        ended.end();
        failsTheSends(new EmbeddedChannel(), ended, NullPointerException.class);
    }

    /** Queues two messages; the first is larger than what is written at once. Returns what their senders heard. */
    private List<Throwable> failsTheSends(
            EmbeddedChannel channel, MessageDeflater deflater, Class<? extends Throwable> fault) {
        SerialExecutor callbacks = new SerialExecutor(
                Runnable::run, Runnable::run, Runnable::run, getClass().getClassLoader());
        ConnectionState state = new ConnectionState(CloseRules.BROWSER, null, failure -> {});
        FactHandler facts = new FactHandler(
                SETTINGS,
                state,
                new FailingListener(),
                callbacks,
                channel.eventLoop(),
                Timing.REAL,
                () -> {},
                failure -> {});
        facts.happened(new Fact.Established());
        List<Throwable> sent = new ArrayList<>();
        for (int size : new int[] {100_000, 1}) {
            state.accept(MessageFragmenter::wholeBinary, ByteBuffer.allocate(size), sent::add);
        }

        new FrameWriter(state, facts, channel, deflater).write();

        assertThat(sent).hasSize(2).anyMatch(fault::isInstance).anyMatch(IOException.class::isInstance);
        assertThat(state.closing().failure()).isInstanceOf(fault);
        assertThat(state.closing().begun()).isEqualTo(Closing.Begun.BY_OWN_FAILURE);
        assertThat(logged)
                .singleElement()
                .extracting(LogRecord::getThrown)
                .isSameAs(state.closing().failure());
        ByteBuf written = channel.readOutbound();
        assertThat(written.getUnsignedByte(0)).as("a Close frame follows").isEqualTo((short) 0x88);
        assertThat(channel.outboundMessages()).isEmpty();
        written.release();
        return sent;
    }

    private static ByteBufAllocator failingOnce(RuntimeException fault) {
        AtomicBoolean failed = new AtomicBoolean();
        return (ByteBufAllocator) java.lang.reflect.Proxy.newProxyInstance(
                ByteBufAllocator.class.getClassLoader(),
                new Class<?>[] {ByteBufAllocator.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("directBuffer") && failed.compareAndSet(false, true)) {
                        throw fault;
                    }
                    return method.invoke(ByteBufAllocator.DEFAULT, arguments);
                });
    }
}
