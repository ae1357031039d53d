package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.connection.frame.FrameDecoder;
import dev.adieu.websocket.impl.connection.frame.MessageInflater;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Receives what the channel of an established connection brings. Bytes are kept as they came while the {@link DataGate}
 * is shut, so that nothing behind it is decoded, inflated or counted early. The end of TCP and failures keep their
 * place behind these bytes. Event loop only, except for {@link #onOpenReturned}.
 */
public final class InboundHandler extends ChannelInboundHandlerAdapter {

    private final ReceiveListener listener;
    private final DataGate gate;
    private final FrameDecoder decoder;
    private final FrameDispatch frames;
    private final @Nullable MessageInflater inflater;
    private final Flow flow = new Flow();
    /** The bytes that came and were not read; {@code null} if there are none. */
    private @Nullable ByteBuf bytes;
    /** True while the gate holds back the data that comes next. */
    private boolean held;
    /** The tasks for what happened behind the bytes that are held back. */
    private final ArrayDeque<Runnable> behind = new ArrayDeque<>(1);
    /** True while {@link #read} is running further up the stack. */
    private boolean reading;
    /** The number of bytes that came in the current round of the event loop. */
    private int came;
    /** True once {@link #end} was called. */
    private boolean ended;

    /** @param inflater inflates messages; {@code null} if they are not compressed */
    public InboundHandler(ReceiveListener listener, CloseRules rules, @Nullable MessageInflater inflater) {
        this.listener = listener;
        this.inflater = inflater;
        Backlog backlog = new Backlog(this::backlogDrained);
        this.gate = new DataGate(listener, backlog);
        this.decoder = new FrameDecoder(rules, inflater != null);
        this.frames = new FrameDispatch(listener, gate, new Deliveries(listener, backlog), inflater);
    }

    // Called by the connection.

    /** Lets through the data that waited for {@code onOpen}. Any thread. */
    public void onOpenReturned() {
        if (gate.onOpenReturned()) {
            listener.onLoop(this::read);
        }
    }

    private void backlogDrained() {
        listener.onLoop(this::read);
    }

    /** Reads what was held back, now that the connection is no longer open. */
    public void closingBegan() {
        frames.discardIfOver();
        read();
    }

    /** Runs a task once everything that came before has been read. */
    public void afterBytes(Runnable task) {
        behind.add(task);
        read();
    }

    /** Frees what the connection does not need after its end. */
    public void end() {
        if (!ended) {
            ended = true;
            decoder.end();
            frames.discard();
            releaseBytes();
            if (inflater != null) {
                inflater.end();
            }
        }
    }

    // Called by the channel.

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        flow.of(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf next) {
            came += next.readableBytes();
            bytes = bytes == null ? next : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), bytes, next);
            read();
        } else {
            context.fireChannelRead(message);
        }
    }

    /** Reads the clock once for all bytes that came together. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (bytes != null) {
            bytes.discardSomeReadBytes();
        }
        if (came > 0) {
            listener.bytesCame(came);
            came = 0;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        listener.writable();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // A FIN, or with TLS the alert that comes before it: nothing more will arrive.
        if (event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS) {
            afterBytes(() -> listener.peerEndedTcp(context.channel()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        // Netty wraps what decoders throw in DecoderException, except its own subclasses.
        Throwable cause =
                thrown.getClass() == DecoderException.class && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof IOException) {
            listener.tcpFailed(cause);
            if (cause instanceof SSLException) {
                context.close();
            }
        } else {
            afterBytes(() -> listener.failed(ReceiveFailure.OWN_FAULT, cause));
        }
    }

    // Reading.

    /** Reads up to data in front of a shut gate. A call from inside this method does nothing; the first one goes on. */
    private void read() {
        if (reading) {
            return;
        }
        reading = true;
        try {
            decode();
            for (Runnable task = nextBehind(); task != null; task = nextBehind()) {
                task.run();
            }
        } finally {
            reading = false;
        }
        flow.readTcp(!held && !gate.isBehind());
    }

    private @Nullable Runnable nextBehind() {
        return held ? null : behind.poll();
    }

    private void decode() {
        try {
            held = !decoder.decode(bytes == null ? Unpooled.EMPTY_BUFFER : bytes, frames);
        } catch (CorruptedFrameException e) {
            fail(
                    ReceiveFailure.PROTOCOL_ERROR,
                    new IOException("the peer broke the WebSocket protocol (RFC 6455): " + e.getMessage(), e));
        } catch (DecompressionException e) {
            fail(
                    ReceiveFailure.INVALID_COMPRESSED_DATA,
                    new IOException(
                            "the peer sent a compressed message that cannot be inflated (RFC 7692): " + e.getMessage(),
                            e));
        } catch (CharacterCodingException e) {
            fail(
                    ReceiveFailure.INVALID_UTF8,
                    new IOException("the peer sent text that is not UTF-8 (RFC 6455, section 8.1)", e));
        } catch (RuntimeException | Error fault) {
            fail(ReceiveFailure.OWN_FAULT, fault);
        }
        if (bytes != null && !bytes.isReadable()) {
            releaseBytes();
        }
    }

    /** Fails the connection, and ignores everything that follows. */
    private void fail(ReceiveFailure kind, Throwable failure) {
        held = false;
        decoder.end();
        releaseBytes();
        listener.failed(kind, failure);
        frames.discard();
    }

    private void releaseBytes() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
    }
}
