package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.Action;
import dev.adieu.websocket.impl.closing.CloseTimer;
import dev.adieu.websocket.impl.closing.Fact;
import dev.adieu.websocket.impl.connection.frame.MessageDeflater;
import dev.adieu.websocket.impl.connection.frame.MessageInflater;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.handshake.Connector;
import dev.adieu.websocket.impl.connection.handshake.HandshakeListener;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
import dev.adieu.websocket.impl.connection.handshake.PermessageDeflate;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.connection.receive.InboundHandler;
import dev.adieu.websocket.impl.connection.send.DirectChannel;
import dev.adieu.websocket.impl.connection.send.ProgressHandler;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Acts on the channel of a connection: takes the actions that were decided, writes what is queued, and turns what
 * becomes of the channel into facts. Methods run on the event loop, unless their comment says otherwise; so fields
 * without another rule are used by the event loop only.
 */
final class ConnectionLoop implements HandshakeListener {

    private final ConnectionSettings settings;
    private final IoThreads.Lease threads;
    private final EventLoop loop;
    private final ConnectionState state;
    private final FactHandler facts;
    private final CloseTimers timers;
    private final SilenceWatch silence;
    private final ReceivedFacts received;
    private final ListenerCalls calls;

    /** {@code null} once the connection is established: what was asked and answered is not needed any more. */
    private @Nullable Connector connector;
    /** Over which TCP is connected; {@code null} while it is not. */
    private @Nullable Channel channel;
    /** Set when the connection is established, and {@code null} again when the listener is called with it. */
    private OpeningHandshake.@Nullable Accepted accepted;
    /** {@code null} until the connection is established. */
    private @Nullable Established established;
    /** True once {@link Action.Open} was taken. Nothing is written before. */
    private boolean opened;

    /** The reader and the writer of an established connection. */
    private record Established(InboundHandler inbound, FrameWriter writer) {}

    ConnectionLoop(
            ConnectionSettings settings,
            MessageLimits limits,
            ConnectionListener listener,
            SerialExecutor callbacks,
            Timing timing,
            IoThreads.Lease threads) {
        this.settings = settings;
        this.threads = threads;
        this.loop = threads.loop();
        this.state = new ConnectionState(settings.rules(), limits, this::closeWritten);
        this.facts = new FactHandler(settings, state, listener, callbacks, loop, timing, this::work, this::tcpFailed);
        this.timers = new CloseTimers(settings, loop, timing, this::ranOut);
        this.silence = new SilenceWatch(settings, loop, timing, state, facts, this::work);
        this.received = new ReceivedFacts(loop, state, facts, listener, callbacks, silence, this::write);
        this.calls = new ListenerCalls(listener, callbacks, facts, threads);
    }

    ConnectionState state() {
        return state;
    }

    FactHandler facts() {
        return facts;
    }

    // Any thread.

    /** Begins the attempt, unless it has been abandoned already. The caller runs the first steps. Call once. */
    void connect(Connector attempt) {
        threads.onDeath(this::loopDied);
        facts.onLoop(() -> {
            connector = attempt;
            work();
        });
        attempt.begin();
    }

    void idleTimeout(Duration timeout) {
        facts.onLoop(() -> silence.idleTimeout(timeout));
    }

    /** Records that a frame was written directly. */
    void touchedBySender() {
        silence.frameWritten();
    }

    private void closeWritten(@Nullable Throwable failure) {
        if (failure == null) {
            facts.happened(new Fact.CloseWritten());
        } else {
            facts.onLoop(this::closeFailed);
        }
    }

    // Actions.

    /** Takes the actions that were decided, and writes what is queued. */
    void work() {
        assert loop.inEventLoop();
        state.beginWork();
        for (Action action = state.nextAction(); action != null; action = state.nextAction()) {
            take(action);
        }
        if (established != null && state.closing().state() != ReadyState.OPEN) {
            established.inbound().closingBegan();
        }
        write();
    }

    private void take(Action action) {
        if (action instanceof Action.Start start) {
            timers.start(start.timer());
        } else if (action instanceof Action.Stop stop) {
            timers.stop(stop.timer());
        } else if (action instanceof Action.Open) {
            open();
        } else if (action instanceof Action.TellTooBig tell) {
            calls.tooBig(tell.failure());
        } else if (action instanceof Action.EndTcp) {
            endTcp(false);
        } else if (action instanceof Action.ResetTcp) {
            endTcp(true);
        } else if (action instanceof Action.Report report) {
            report(report);
        }
    }

    private void ranOut(CloseTimer timer) {
        if (timer == CloseTimer.CONNECT) {
            attemptFailed(new SocketTimeoutException("the connection was not established within the connect timeout of "
                    + settings.connectTimeout().toMillis() + " ms (adieu.connect-timeout)"
                    + (connector == null ? "" : connector.progress())));
        } else {
            facts.happened(new Fact.TimedOut(timer));
        }
    }

    private void open() {
        Channel current = Objects.requireNonNull(channel, "the handshake came over it");
        Established with = Objects.requireNonNull(established, "a connection opens when it is established");
        OpeningHandshake.Accepted handshake = Objects.requireNonNull(accepted, "the connection opens once");
        opened = true;
        silence.opened(current);
        if (current instanceof DirectChannel direct
                && current.pipeline().get(SslHandler.class) == null
                && with.writer().isPlain()) {
            state.permitDirectWrites(direct);
        }
        accepted = null;
        connector = null;
        calls.opened(handshake, with.inbound()::onOpenReturned);
    }

    private void endTcp(boolean reset) {
        facts.discardQueue();
        if (connector != null) {
            connector.abandon();
        }
        if (channel == null) {
            facts.happened(new Fact.TcpEnded(null));
        } else if (reset) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            // From the head of the pipeline: TLS has nothing more to say.
            channel.pipeline().firstContext().close();
        } else {
            channel.close();
        }
    }

    private void report(Action.Report report) {
        facts.discardQueue();
        silence.stop();
        calls.ended(report, opened);
    }

    private void write() {
        FrameWriter writer = writer();
        if (opened && writer != null && writer.write()) {
            silence.frameWritten();
        }
    }

    /** Writes what TCP did not accept from a thread that wrote directly. */
    void writeRest(QueuedFrame frame, ByteBuffer rest) {
        assert loop.inEventLoop();
        FrameWriter writer = writer();
        state.continueWithNetty(writer != null);
        if (writer == null) {
            facts.discard(frame);
        } else {
            writer.writeRest(frame, rest);
        }
        work();
    }

    /** Returns what writes to TCP; {@code null} while no connection is established, and once TCP has ended. */
    private @Nullable FrameWriter writer() {
        return channel == null || established == null ? null : established.writer();
    }

    private void tcpFailed(Throwable failure) {
        received.tcpFailed(failure);
    }

    /** Ends TCP where our Close could not be written, unless that is why. */
    private void closeFailed() {
        if (channel != null && !state.closing().ending()) {
            channel.close();
        }
    }

    // The attempt and its channels.

    /** {@inheritDoc} Any thread. */
    @Override
    public boolean isConnecting() {
        return state.closing().state() == ReadyState.CONNECTING;
    }

    @Override
    public void connected(Channel current) {
        assert loop.inEventLoop();
        channel = current;
        // In a task of its own: pending writes fail after the channel has closed, and must do so before the end is
        // reported.
        current.closeFuture()
                .addListener(closed -> loop.execute(() -> {
                    if (channel == current) {
                        channelClosed();
                    }
                }));
    }

    @Override
    public void gaveUp(Channel tried) {
        assert loop.inEventLoop();
        if (channel == tried) {
            channel = null;
        }
    }

    @Override
    public void established(OpeningHandshake.Accepted handshake, ChannelPipeline pipeline) {
        assert loop.inEventLoop();
        accepted = handshake;
        PermessageDeflate deflate = handshake.deflate();
        FrameWriter writer = new FrameWriter(
                state,
                facts,
                pipeline.channel(),
                deflate == null ? null : new MessageDeflater(deflate.clientKeepsContext()));
        InboundHandler inbound = new InboundHandler(
                received, settings.rules(), deflate == null ? null : new MessageInflater(deflate.serverKeepsContext()));
        ChannelHandlerContext tls = pipeline.context(SslHandler.class);
        if (tls != null) {
            pipeline.addBefore(tls.name(), null, new ProgressHandler(facts));
        }
        pipeline.addLast(inbound);
        established = new Established(inbound, writer);
        facts.happened(new Fact.Established());
    }

    @Override
    public void attemptFailed(Throwable failure) {
        assert loop.inEventLoop();
        facts.happened(new Fact.AttemptFailed(connector == null ? failure : connector.named(failure)));
    }

    /** Ends the connection at once, since nothing moves any more on a loop that died. */
    private void loopDied(Throwable error) {
        IOException failure = new IOException("the event loop of the connection died: " + error, error);
        received.tcpFailed(failure);
        if (isConnecting()) {
            attemptFailed(failure);
        }
        Channel left = channel;
        tcpEnded();
        if (left != null) {
            left.config().setOption(ChannelOption.SO_LINGER, 0);
            left.pipeline().firstContext().close();
        }
    }

    /** Ends behind what was received before, which may have to wait to be read. */
    private void channelClosed() {
        if (established == null) {
            tcpEnded();
        } else {
            established.inbound().afterBytes(this::tcpEnded);
        }
    }

    private void tcpEnded() {
        if (established != null) {
            established.inbound().end();
            established.writer().end();
        }
        channel = null;
        Throwable failure = received.tcpFailure();
        if (isConnecting()) {
            attemptFailed(new IOException("the server ended TCP before it answered the opening handshake", failure));
        }
        facts.happened(new Fact.TcpEnded(failure));
    }
}
