package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.closing.Fact;
import dev.adieu.websocket.impl.connection.code.CloseTrigger;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.receive.MessageListener;
import dev.adieu.websocket.impl.connection.receive.ReceiveFailure;
import dev.adieu.websocket.impl.connection.receive.ReceiveListener;
import dev.adieu.websocket.impl.connection.send.DirectChannel;
import dev.adieu.websocket.impl.connection.send.QueuedFrame;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is received on an established connection into facts, and its messages into calls of the listener. Methods
 * run on the event loop, unless their comment says otherwise.
 */
final class ReceivedFacts implements ReceiveListener {

    private final EventLoop loop;
    private final ConnectionState state;
    private final FactHandler facts;
    private final MessageListener listener;
    private final SerialExecutor callbacks;
    private final SilenceWatch silence;
    private final Runnable write;
    /** The first failure of TCP before this side ended it; {@code null} if there was none. Event loop only. */
    private @Nullable Throwable tcpFailure;

    /** @param write writes what is queued, on the event loop */
    ReceivedFacts(
            EventLoop loop,
            ConnectionState state,
            FactHandler facts,
            MessageListener listener,
            SerialExecutor callbacks,
            SilenceWatch silence,
            Runnable write) {
        this.loop = loop;
        this.state = state;
        this.facts = facts;
        this.listener = listener;
        this.callbacks = callbacks;
        this.silence = silence;
        this.write = write;
    }

    /** {@inheritDoc} Any thread. */
    @Override
    public Closing closing() {
        return state.closing();
    }

    /** {@inheritDoc} Any thread. */
    @Override
    public MessageLimits currentLimits() {
        return state.limits();
    }

    @Override
    public void bytesCame(int count) {
        assert loop.inEventLoop();
        silence.bytesCame(count);
    }

    @Override
    public boolean answersOwnPing(byte[] pong) {
        assert loop.inEventLoop();
        return silence.answersOwnPing(pong);
    }

    @Override
    public void closeReceived(CloseBody body) {
        assert loop.inEventLoop();
        facts.happened(new Fact.CloseReceived(body));
    }

    @Override
    public void pingReceived(byte[] payload) {
        assert loop.inEventLoop();
        if (!state.closing().answersPings()) {
            return;
        }
        QueuedFrame pong = new QueuedFrame(OutgoingFrame.control(Opcode.PONG, ByteBuffer.wrap(payload)), failure -> {});
        QueuedFrame replaced = state.answerPing(pong);
        if (replaced != null) {
            replaced.complete(null);
        }
        write.run();
    }

    @Override
    public void messageTooBig(IOException failure) {
        assert loop.inEventLoop();
        facts.messageTooBig(failure);
    }

    @Override
    public void failed(ReceiveFailure kind, Throwable failure) {
        assert loop.inEventLoop();
        switch (kind) {
            case PROTOCOL_ERROR -> facts.fail(CloseTrigger.protocolError(failure), Initiator.PEER);
            case INVALID_UTF8 -> facts.fail(CloseTrigger.invalidUtf8(failure), Initiator.PEER);
            case INVALID_COMPRESSED_DATA -> facts.fail(CloseTrigger.invalidCompressedData(failure), Initiator.PEER);
            case OWN_FAULT -> facts.ownFault(failure);
        }
    }

    @Override
    public void peerEndedTcp(Channel channel) {
        assert loop.inEventLoop();
        // The end of what can be read follows a reset as well as a FIN, and a sender may be the one who met the reset.
        if (state.isWrittenDirectly()) {
            loop.execute(() -> peerEndedTcp(channel));
            return;
        }
        if (channel instanceof DirectChannel direct && direct.failure() != null) {
            tcpFailed(direct.failure());
        }
        if (tcpFailure == null) {
            facts.happened(new Fact.PeerEndedTcp());
        } else {
            channel.close();
        }
    }

    @Override
    public void tcpFailed(Throwable failure) {
        assert loop.inEventLoop();
        if (tcpFailure == null && !state.closing().ending()) {
            tcpFailure = failure;
        }
    }

    @Nullable
    Throwable tcpFailure() {
        assert loop.inEventLoop();
        return tcpFailure;
    }

    @Override
    public void writable() {
        assert loop.inEventLoop();
        write.run();
    }

    @Override
    public void deliver(Runnable delivery) {
        assert loop.inEventLoop();
        callbacks.execute(delivery);
    }

    /** {@inheritDoc} Any thread. */
    @Override
    public void onLoop(Runnable task) {
        facts.onLoop(task);
    }

    /** {@inheritDoc} Any thread. */
    @Override
    public MessageListener messages() {
        return listener;
    }
}
