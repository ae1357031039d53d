package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.closing.Action;
import dev.adieu.websocket.impl.closing.Clock;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.closing.Fact;
import dev.adieu.websocket.impl.connection.code.CloseGrounds;
import dev.adieu.websocket.impl.connection.code.CloseProposal;
import dev.adieu.websocket.impl.connection.code.CloseQuestion;
import dev.adieu.websocket.impl.connection.frame.CloseBodies;
import dev.adieu.websocket.impl.connection.frame.FrameDecoder;
import dev.adieu.websocket.impl.connection.frame.MessageDeflater;
import dev.adieu.websocket.impl.connection.frame.MessageInflater;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import dev.adieu.websocket.impl.connection.handshake.Connector;
import dev.adieu.websocket.impl.connection.handshake.HandshakeListener;
import dev.adieu.websocket.impl.connection.handshake.HandshakeRequest;
import dev.adieu.websocket.impl.connection.handshake.HostLookup;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshake;
import dev.adieu.websocket.impl.connection.handshake.OpeningHandshakeException;
import dev.adieu.websocket.impl.connection.loop.IdleTimer;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.connection.receive.FrameReader;
import dev.adieu.websocket.impl.connection.send.Batch;
import dev.adieu.websocket.impl.connection.send.CallerWrites;
import dev.adieu.websocket.impl.connection.send.Fragmenting;
import dev.adieu.websocket.impl.connection.send.Outbound;
import dev.adieu.websocket.impl.connection.send.Outbox;
import dev.adieu.websocket.impl.connection.send.ProgressHandler;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * One connection from the attempt to its end. Facts are decided on under the lock, by {@link Closing}; what follows
 * from them is done on the connection's event loop, in the order of the decisions, after the lock was given back.
 */
public final class WebSocketConnection {

    /** So much is written as one buffer; and with fewer bytes waiting, the application's batch is not flushed early. */
    private static final int BATCH_BYTES = 64 * 1024;

    private final ConnectionSettings settings;
    private final ConnectionListener listener;
    private final SerialExecutor callbacks;
    private final Timing timing;
    private final IoThreads.Lease threads;
    private final EventLoop loop;

    private final Object lock = new Object();
    /** Written under the lock. */
    private volatile Closing closing;
    /** Guarded by the lock. */
    private final Outbox outbox = new Outbox();
    /** Guarded by the lock. */
    private final CallerWrites callerWrites = new CallerWrites();
    /** Actions that were decided and not yet done. Guarded by the lock. */
    private final ArrayDeque<Action> actions = new ArrayDeque<>(1);
    /** Whether {@link #work} is submitted to the loop. Guarded by the lock. */
    private boolean workSubmitted;
    /** Whether our Close frame is due, and waits for what the strategy says. Guarded by the lock. */
    private boolean choosing;
    /** The fragmented message that is being sent. Guarded by the lock. */
    private final Fragmenting fragmenting = new Fragmenting();

    private final AtomicLong bufferedAmount = new AtomicLong();
    private volatile boolean batching;
    private volatile MessageLimits limits;

    /** The channel of the current try; {@code null} while there is none. Event loop only. */
    private Channel channel;
    /** Why TCP broke, if it did. Event loop only. */
    private Throwable tcpFailure;

    private final Map<Clock, Future<?>> clocks = new EnumMap<>(Clock.class);
    private final IdleTimer idleTimer;
    /** Whether {@link Action.Open} was done. Event loop only. */
    private boolean opened;
    /**
     * {@code null} once the connection is established, which has no use for what was asked and answered. Event loop
     * only.
     */
    private Connector connector;
    /** Set before {@link Fact.Established}, and {@code null} again when the listener has been told. Event loop only. */
    private OpeningHandshake.Accepted accepted;
    /** Set before {@link Fact.Established}. Event loop only. */
    private FrameReader reader;
    /** {@code null} if messages are not compressed. Set before {@link Fact.Established}. Event loop only. */
    private MessageDeflater deflater;

    public WebSocketConnection(
            ConnectionSettings settings,
            HandshakeRequest request,
            MessageLimits limits,
            ConnectionListener listener,
            SerialExecutor callbacks,
            Timing timing,
            HostLookup lookup,
            IoThreads.Lease threads) {
        this.settings = settings;
        this.limits = limits;
        this.listener = listener;
        this.callbacks = callbacks;
        this.timing = timing;
        this.threads = threads;
        this.loop = threads.loop();
        this.idleTimer = new IdleTimer(loop, timing, () -> close(CloseGrounds.of(CloseCause.IDLE_TIMEOUT)));
        this.connector = new Connector(
                new Opening(),
                settings.handshake(),
                request,
                callbacks,
                lookup,
                threads.pool(),
                loop,
                CallerWrites.Channel::new);
        Closing.Step begin = Closing.begin();
        this.closing = begin.next();
        this.actions.addAll(begin.actions());
    }

    /** Begins the attempt, unless it has been given up already. Call once. */
    public void connect() {
        submitWork();
        connector.begin();
    }

    public ReadyState readyState() {
        return closing.state();
    }

    public long bufferedAmount() {
        return bufferedAmount.get();
    }

    public Duration closingTimeout() {
        return settings.closingTimeout();
    }

    public CloseRules rules() {
        return settings.rules();
    }

    /** Starts the closing handshake, or gives up the attempt; nothing where that has been done already. */
    public void close(CloseBody body) {
        happened(new Fact.CloseRequested(body));
    }

    /**
     * Starts the closing handshake on the provider's own grounds; nothing unless the connection is open. What is sent
     * is the application's strategy's to say, which is neither asked nor waited for here.
     */
    public void close(CloseGrounds grounds) {
        propose(grounds, Fact.CloseRequested::new);
    }

    /** <em>Fail the WebSocket connection</em>, on grounds that have a failure. */
    public void fail(CloseGrounds grounds) {
        propose(grounds, body -> new Fact.Failed(body, grounds.failure()));
    }

    /**
     * The peer sent a message that is larger than the session takes. Browsers fail the connection then. Jakarta
     * WebSocket 2.2, section 4.7.1, has it closed in order with 1009, behind the messages that came before, which is
     * what the other rule set does.
     */
    public void tooBig(IOException failure) {
        CloseGrounds grounds = new CloseGrounds(CloseCause.TOO_BIG, "message too big", failure);
        if (settings.rules() == CloseRules.BROWSER) {
            fail(grounds);
            return;
        }
        callbacks.execute(() -> {
            try {
                listener.error(failure);
            } finally {
                close(grounds);
            }
        });
    }

    private void propose(CloseGrounds grounds, Function<CloseBody, Fact> fact) {
        CloseProposal proposal = listener.proposeClose(grounds);
        List<Outbound> discarded;
        boolean asks;
        synchronized (lock) {
            asks = closing.state() == ReadyState.OPEN && proposal.strategy() != null;
            choosing = asks;
            discarded = decide(fact.apply(proposal.standard()));
        }
        follow(discarded);
        if (asks) {
            ask(new CloseQuestion(grounds, proposal, this::chosen));
        }
    }

    private void ask(CloseQuestion question) {
        // Before any clock of closing runs out, and so that the Close frame can still be written.
        Duration patience = shortest(
                CloseQuestion.PATIENCE,
                settings.closingTimeout().dividedBy(2),
                settings.tcpCloseTimeout().dividedBy(2));
        Future<?> deadline = timing.schedule(loop, patience, () -> question.cancel(true));
        try {
            callbacks.executeApart(() -> {
                question.run();
                deadline.cancel(false);
            });
        } catch (RejectedExecutionException connectionEnded) {
            question.cancel(false);
        }
    }

    private static Duration shortest(Duration... durations) {
        return Collections.min(List.of(durations));
    }

    private void chosen(CloseBody body) {
        synchronized (lock) {
            choosing = false;
            if (!closing.ending() && closing.sent() == Closing.Sent.QUEUED) {
                outbox.close(closeFrame(body));
            }
        }
        submitWork();
    }

    /**
     * Ends the wait for the peer now, as if the closing timeout had passed; nothing where the connection is not being
     * closed.
     */
    public void stopWaiting() {
        happened(new Fact.TimedOut(Clock.CLOSING));
    }

    /** Gives up the attempt if it is one still. Whether it was. */
    public boolean giveUp() {
        List<Outbound> discarded;
        synchronized (lock) {
            if (closing.state() != ReadyState.CONNECTING) {
                return false;
            }
            discarded = decide(new Fact.CloseRequested(CloseBody.EMPTY));
        }
        follow(discarded);
        return true;
    }

    /** What the endpoint takes from now on. */
    public void limits(MessageLimits next) {
        limits = next;
    }

    public MessageLimits limits() {
        return limits;
    }

    public Closing closing() {
        return closing;
    }

    /** How long no frame may go either way before the connection is closed; zero or less for ever. */
    public void idleTimeout(Duration timeout) {
        if (closing.state() == ReadyState.OPEN) {
            onLoop(() -> idleTimer.set(timeout));
        }
    }

    /** With batching on, frames wait for {@link #flushBatch} or until many bytes have come together. */
    public void batching(boolean allowed) {
        batching = allowed;
        if (!allowed) {
            flushBatch();
        }
    }

    public boolean batching() {
        return batching;
    }

    public void flushBatch() {
        submitWork();
    }

    // Sending. From any thread.

    /**
     * Accepts a text message for sending. The completion is called on the event loop and must not block.
     *
     * @throws IllegalStateException if the connection is not open, or another message is being sent in parts
     */
    public Outbound sendText(String text, Outbound.Completion completion) {
        return send(Fragmenting::wholeText, text, completion);
    }

    /**
     * Accepts a binary message, as {@link #sendText}; the array is not copied and must not be changed until it is
     * written.
     */
    public Outbound sendBinary(ByteBuffer bytes, Outbound.Completion completion) {
        return send(Fragmenting::wholeBinary, bytes, completion);
    }

    /** Accepts the next part of a text message, as {@link #sendText}. */
    public Outbound sendPartOfText(String part, boolean last, Outbound.Completion completion) {
        return send((fragmenting, text) -> fragmenting.partOfText(text, last), part, completion);
    }

    /** Accepts the next part of a binary message, as {@link #sendBinary}. */
    public Outbound sendPartOfBinary(ByteBuffer part, boolean last, Outbound.Completion completion) {
        return send((fragmenting, bytes) -> fragmenting.partOfBinary(bytes, last), part, completion);
    }

    /** Accepts a ping with at most 125 bytes, as {@link #sendText}. */
    public Outbound sendPing(ByteBuffer payload, Outbound.Completion completion) {
        return send((fragmenting, bytes) -> OutgoingFrame.control(Opcode.PING, bytes), payload, completion);
    }

    /** Accepts an unsolicited pong with at most 125 bytes, as {@link #sendText}. */
    public Outbound sendPong(ByteBuffer payload, Outbound.Completion completion) {
        return send((fragmenting, bytes) -> OutgoingFrame.control(Opcode.PONG, bytes), payload, completion);
    }

    /** Makes the frame under the connection's lock, which knows whether a message is being sent in parts. */
    @FunctionalInterface
    private interface FrameSource<T> {
        OutgoingFrame frame(Fragmenting fragmenting, T message);
    }

    private <T> Outbound send(FrameSource<T> source, T message, Outbound.Completion completion) {
        Outbound outbound;
        boolean here;
        boolean submit;
        synchronized (lock) {
            if (!closing.acceptsData()) {
                throw new IllegalStateException(
                        "nothing can be sent: the connection is " + closing.state()
                                + " (Jakarta WebSocket, RemoteEndpoint; WHATWG WebSockets, send()); check getReadyState() first");
            }
            outbound = new Outbound(this, source.frame(fragmenting, message), completion);
            long buffered = bufferedAmount.addAndGet(outbound.payload);
            here = !batching && callerWrites.begin(outbound, outbox);
            if (!here) {
                outbox.add(outbound);
            }
            submit = !here && !workSubmitted && !(batching && buffered < BATCH_BYTES);
            workSubmitted |= submit;
        }
        if (here) {
            writeHere(outbound);
        } else if (submit) {
            onLoop(this::work);
        }
        return outbound;
    }

    private void writeHere(Outbound outbound) {
        ByteBuffer rest = callerWrites.write(outbound.frame);
        taken(outbound.takenButFor(rest.remaining()));
        if (rest.hasRemaining()) {
            try {
                loop.execute(() -> writeRest(outbound, rest));
            } catch (RejectedExecutionException connectionEnded) {
                outbound.complete(failed());
            }
            return;
        }
        boolean othersWait;
        synchronized (lock) {
            callerWrites.ended();
            othersWait = !outbox.isEmpty();
        }
        idleTimer.touched();
        outbound.complete(null);
        if (othersWait) {
            submitWork();
        }
    }

    /** Goes on where the caller could not. */
    private void writeRest(Outbound outbound, ByteBuffer rest) {
        synchronized (lock) {
            callerWrites.ended();
            if (channel != null) {
                callerWrites.handedToNetty();
            }
        }
        if (channel == null) {
            outbound.complete(failed());
        } else {
            channel.writeAndFlush(Unpooled.wrappedBuffer(rest), promise(Batch.rest(this, outbound, rest.remaining())));
        }
        work();
    }

    /** Event loop only. */
    public void doneByNetty() {
        callerWrites.doneByNetty();
    }

    /** Takes back a whole message none of which has been written; its completion hears why. */
    public boolean withdraw(Outbound outbound, Throwable why) {
        boolean withdrawn;
        synchronized (lock) {
            withdrawn = outbound.isWholeMessage() && outbox.withdraw(outbound);
        }
        if (withdrawn) {
            bufferedAmount.addAndGet(-outbound.payload);
            outbound.complete(why);
        }
        return withdrawn;
    }

    /** Runs a short task after a delay, on the event loop. */
    public Future<?> after(Duration delay, Runnable task) {
        return timing.schedule(loop, delay, task);
    }

    /** The operating system took so many bytes of payload. Event loop only. */
    public void taken(int payloadBytes) {
        bufferedAmount.addAndGet(-payloadBytes);
        progressed();
    }

    /** The operating system took something. Event loop only. */
    public void progressed() {
        if (closing.state() == ReadyState.CLOSING) {
            happened(new Fact.Progress());
        }
    }

    public void answerPing(ByteBuffer payload) {
        Outbound replaced;
        synchronized (lock) {
            replaced =
                    outbox.answerPing(new Outbound(this, OutgoingFrame.control(Opcode.PONG, payload), failure -> {}));
        }
        if (replaced != null) {
            replaced.complete(null);
        }
        work();
    }

    // Facts. From any thread.

    public void happened(Fact fact) {
        List<Outbound> discarded;
        synchronized (lock) {
            if (closing.state() == ReadyState.CLOSED) {
                return;
            }
            discarded = decide(fact);
        }
        follow(discarded);
    }

    /** Called under the lock. */
    private List<Outbound> decide(Fact fact) {
        List<Outbound> discarded = List.of();
        Closing.Step step = closing.after(fact);
        closing = step.next();
        for (Action action : step.actions()) {
            // The queue changes together with the state, so that no send can come between.
            if (action instanceof Action.WriteClose close) {
                queueClose(close.body());
            } else if (action instanceof Action.WriteCloseNow close) {
                discarded = outbox.drain();
                queueClose(close.body());
            } else {
                actions.add(action);
            }
        }
        return discarded;
    }

    /** Called under the lock. */
    private void queueClose(CloseBody body) {
        if (!choosing) {
            outbox.close(closeFrame(body));
        }
    }

    private void follow(List<Outbound> discarded) {
        discarded.forEach(frame -> frame.complete(failed()));
        if (loop.inEventLoop()) {
            work();
        } else {
            submitWork();
        }
    }

    private IOException failed() {
        Throwable failure = closing.failure();
        return new IOException("the connection ended before the message was written", failure);
    }

    private Outbound closeFrame(CloseBody body) {
        return new Outbound(this, OutgoingFrame.control(Opcode.CLOSE, CloseBodies.encode(body)), this::closeWritten);
    }

    private void closeWritten(Throwable failure) {
        if (failure == null) {
            happened(new Fact.CloseWritten());
        } else if (channel != null && !closing.ending()) {
            channel.close();
        }
    }

    // The event loop.

    private void submitWork() {
        synchronized (lock) {
            // Once closed there is no more work, and the loop may have ended.
            if (workSubmitted || closing.state() == ReadyState.CLOSED) {
                return;
            }
            workSubmitted = true;
        }
        onLoop(this::work);
    }

    /** The loop ends only after the connection has, and then there is nothing left to do. */
    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            if (closing.state() != ReadyState.CLOSED) {
                throw e;
            }
        }
    }

    private void work() {
        synchronized (lock) {
            workSubmitted = false;
        }
        for (Action action = nextAction(); action != null; action = nextAction()) {
            act(action);
        }
        if (reader != null && closing.state() != ReadyState.OPEN) {
            reader.stopHolding();
        }
        write();
    }

    private Action nextAction() {
        synchronized (lock) {
            return actions.poll();
        }
    }

    private void act(Action action) {
        if (action instanceof Action.Start start) {
            start(start.clock());
        } else if (action instanceof Action.Stop stop) {
            stop(stop.clock());
        } else if (action instanceof Action.Open) {
            open();
        } else if (action instanceof Action.EndTcp) {
            endTcp(false);
        } else if (action instanceof Action.ResetTcp) {
            endTcp(true);
        } else if (action instanceof Action.Report report) {
            report(report);
        }
    }

    private void start(Clock clock) {
        stop(clock);
        Duration time = switch (clock) {
            case CONNECT -> settings.connectTimeout();
            case CLOSING -> settings.closingTimeout();
            case TCP_CLOSE -> settings.tcpCloseTimeout();
        };
        clocks.put(clock, timing.schedule(loop, time, () -> timedOut(clock, time)));
    }

    private void stop(Clock clock) {
        Future<?> running = clocks.remove(clock);
        if (running != null) {
            running.cancel(false);
        }
    }

    private void timedOut(Clock clock, Duration time) {
        clocks.remove(clock);
        if (clock == Clock.CONNECT) {
            happened(new Fact.AttemptFailed(
                    new SocketTimeoutException("the connection was not established within the connect timeout of "
                            + time.toMillis() + " ms (adieu.connect-timeout)")));
        } else {
            happened(new Fact.TimedOut(clock));
        }
    }

    private void open() {
        opened = true;
        idleTimer.touched();
        if (channel instanceof CallerWrites.Channel plain
                && channel.pipeline().get(SslHandler.class) == null
                && deflater == null) {
            synchronized (lock) {
                callerWrites.allow(plain);
            }
        }
        FrameReader opening = reader;
        OpeningHandshake.Accepted handshake = accepted;
        accepted = null;
        connector = null;
        callbacks.execute(() -> {
            try {
                listener.opened(handshake);
            } finally {
                opening.onOpenReturned();
            }
        });
    }

    private void endTcp(boolean reset) {
        List<Outbound> rest;
        synchronized (lock) {
            rest = outbox.drain();
        }
        rest.forEach(frame -> frame.complete(failed()));
        if (connector != null) {
            connector.abandon();
        }
        if (channel == null) {
            happened(new Fact.TcpEnded(null));
        } else if (reset) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            // From the head of the pipeline: TLS has nothing more to say.
            channel.pipeline().firstContext().close();
        } else {
            channel.close();
        }
    }

    private void report(Action.Report report) {
        List<Outbound> rest;
        synchronized (lock) {
            rest = outbox.drain();
        }
        rest.forEach(frame -> frame.complete(failed()));
        idleTimer.stop();
        boolean tellError = opened && report.onError() != null;
        Runnable end = () -> {
            try {
                if (tellError) {
                    listener.error(report.onError());
                }
            } finally {
                try {
                    listener.closed(report.event());
                } finally {
                    threads.close();
                    listener.ended(report.event());
                }
            }
        };
        if (opened) {
            callbacks.execute(end);
        } else {
            // There is no callback to keep in order, and whoever waits must not depend on the application's executor.
            callbacks.executeApart(end);
        }
    }

    /** Writes what is queued, as long as the transport takes it. */
    private void write() {
        if (!opened || channel == null) {
            return;
        }
        boolean written = false;
        while (channel.isWritable()) {
            List<Outbound> next;
            synchronized (lock) {
                next = callerWrites.underWay() ? List.of() : outbox.next(BATCH_BYTES);
                if (!next.isEmpty()) {
                    callerWrites.handedToNetty();
                }
            }
            if (next.isEmpty()) {
                break;
            }
            write(next);
            written = true;
        }
        if (written) {
            channel.flush();
            idleTimer.touched();
        }
    }

    /** What there is no memory for ends TCP: what was accepted after it must not be sent without it. */
    private void write(List<Outbound> frames) {
        try {
            Batch batch = Batch.of(this, frames, deflater);
            channel.write(batch.encode(channel.alloc()), promise(batch));
        } catch (RuntimeException | OutOfMemoryError e) {
            doneByNetty();
            frames.forEach(frame -> frame.complete(e));
            tcpFailed(e);
            channel.close();
        }
    }

    private ChannelProgressivePromise promise(Batch batch) {
        ChannelProgressivePromise promise = channel.newProgressivePromise();
        promise.addListener(batch);
        return promise;
    }

    public void writable() {
        write();
    }

    public void touched() {
        idleTimer.touched();
    }

    /** Something for the endpoint. */
    public void deliver(Runnable message) {
        callbacks.execute(message);
    }

    public ConnectionListener listener() {
        return listener;
    }

    /** Hears how the attempt goes. Event loop only, but for {@link #isConnecting}. */
    private final class Opening implements HandshakeListener {

        @Override
        public boolean isConnecting() {
            return closing.state() == ReadyState.CONNECTING;
        }

        @Override
        public void trying(Channel next) {
            channel = next;
        }

        @Override
        public void connected(Channel current) {
            // In a turn of its own: what was written fails after the channel has closed, and before the application
            // hears of the end.
            current.closeFuture()
                    .addListener(closed -> loop.execute(() -> {
                        if (channel == current) {
                            tcpEnded();
                        }
                    }));
        }

        @Override
        public void gaveUp(Channel tried) {
            if (channel == tried) {
                channel = null;
            }
        }

        @Override
        public void neverConnected() {
            happened(new Fact.TcpEnded(null));
        }

        @Override
        public void established(OpeningHandshake.Accepted handshake, ChannelPipeline pipeline) {
            accepted = handshake;
            reader = new FrameReader(WebSocketConnection.this);
            OpeningHandshake.Deflate deflate = handshake.deflate();
            ChannelHandlerContext tls = pipeline.context(SslHandler.class);
            if (tls != null) {
                pipeline.addBefore(tls.name(), null, new ProgressHandler(WebSocketConnection.this));
            }
            pipeline.addLast(new FrameDecoder(settings.rules(), deflate != null, WebSocketConnection.this::limits));
            if (deflate != null) {
                pipeline.addLast(new MessageInflater(deflate.serverKeepsContext(), WebSocketConnection.this::limits));
                deflater = new MessageDeflater(deflate.clientKeepsContext());
            }
            pipeline.addLast(reader);
            happened(new Fact.Established());
        }

        @Override
        public void attemptFailed(Throwable failure) {
            happened(new Fact.AttemptFailed(failure));
        }
    }

    /** TCP broke; its end follows. */
    public void tcpFailed(Throwable failure) {
        if (tcpFailure == null && !closing.ending()) {
            tcpFailure = failure;
        }
    }

    private void tcpEnded() {
        if (reader != null) {
            reader.stopHolding();
        }
        if (deflater != null) {
            deflater.end();
        }
        channel = null;
        if (closing.state() == ReadyState.CONNECTING) {
            happened(new Fact.AttemptFailed(new OpeningHandshakeException(
                    "the server ended TCP before it completed the opening handshake", tcpFailure)));
        }
        happened(new Fact.TcpEnded(tcpFailure));
    }
}
