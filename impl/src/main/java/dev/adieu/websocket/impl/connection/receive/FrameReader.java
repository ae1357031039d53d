package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.impl.connection.frame.CloseBodies;
import dev.adieu.websocket.impl.connection.frame.Received;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;

/**
 * Reads the frames of an established connection and tells the connection what they mean. Event loop only, but for the
 * counting of what the endpoint has not taken yet, and the return of {@code onOpen}.
 */
public final class FrameReader extends SimpleChannelInboundHandler<Received> implements MessageAssembler.Receiver {

    /** How far {@code onOpen} is. */
    private enum OnOpen {
        RUNS,
        RUNS_WHILE_FRAMES_WAIT,
        RETURNED
    }

    private final ReceiveListener listener;
    private final MessageAssembler messages;
    private final Backlog backlog;
    /**
     * Frames that came before {@code onOpen} returned, from the first data frame on: only then is it known how the
     * endpoint takes them.
     */
    private final ArrayDeque<Received> held = new ArrayDeque<>(1);
    /** What ended the frames, a failure or the peer's end of TCP, if it came behind frames that are held. */
    private Runnable heldEnd;
    /**
     * Changed by the event loop, which holds frames, and by the thread of {@code onOpen}: whoever is second sees what
     * the first has done.
     */
    private final AtomicReference<OnOpen> onOpen = new AtomicReference<>(OnOpen.RUNS);
    /** Whether a frame came with what is being read from TCP. */
    private boolean heard;

    private ChannelHandlerContext ctx;

    public FrameReader(ReceiveListener listener) {
        super(Received.class, false);
        this.listener = listener;
        this.messages = new MessageAssembler(listener::currentLimits, this);
        this.backlog = new Backlog(this::resume);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.clear();
        messages.discard();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Received received) {
        heard = true;
        boolean open = listener.closing().state() == ReadyState.OPEN;
        if (open && (!held.isEmpty() || received.isData() && mustHold())) {
            held.add(received);
            context.channel().config().setAutoRead(false);
        } else {
            read(received);
        }
    }

    /** The clock is read once for all frames that came together. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (heard) {
            heard = false;
            listener.framesCame();
        }
    }

    /** Asked for the first data frame that is held, and for every one that is not. */
    private boolean mustHold() {
        return onOpen.get() != OnOpen.RETURNED && onOpen.compareAndSet(OnOpen.RUNS, OnOpen.RUNS_WHILE_FRAMES_WAIT);
    }

    /** Called by the thread of {@code onOpen}. Wakes the event loop only if there is something to be read. */
    public void onOpenReturned() {
        if (onOpen.getAndSet(OnOpen.RETURNED) == OnOpen.RUNS_WHILE_FRAMES_WAIT) {
            ctx.executor().execute(this::stopHolding);
        }
    }

    /** Reads what was held, and goes on reading unless the endpoint is behind. */
    public void stopHolding() {
        try {
            for (Received next = held.poll(); next != null; next = held.poll()) {
                read(next);
            }
        } catch (RuntimeException | Error fault) {
            held.clear();
            listener.failed(ReceiveFailure.OWN_FAULT, fault);
        }
        if (heldEnd != null) {
            Runnable end = heldEnd;
            heldEnd = null;
            end.run();
        }
        resume();
    }

    private void resume() {
        if (ctx.executor().inEventLoop()) {
            ctx.channel().config().setAutoRead(!mustWait());
        } else {
            ctx.executor().execute(this::resume);
        }
    }

    /** Once messages are no longer delivered there is nobody to wait for. */
    private boolean mustWait() {
        return backlog.isFull() && listener.closing().state() == ReadyState.OPEN;
    }

    private void read(Received received) {
        if (!listener.closing().readsFrames()) {
            return;
        }
        if (received instanceof Received.Frame frame) {
            try {
                read(frame);
            } catch (CharacterCodingException e) {
                listener.failed(
                        ReceiveFailure.INVALID_UTF8,
                        new IOException("the peer sent text that is not UTF-8 (RFC 6455, section 8.1)", e));
            }
        } else if (received instanceof Received.Oversized oversized && isForEndpoint()) {
            messages.discard();
            tooBig(oversized.limit(), "message");
        }
    }

    private void read(Received.Frame frame) throws CharacterCodingException {
        switch (frame.opcode()) {
            case CLOSE -> listener.closeReceived(CloseBodies.decode(frame.payload()));
            case PING -> listener.pingReceived(frame.payload());
            case PONG -> {
                if (isForEndpoint()) {
                    pong(frame.payload());
                }
            }
            default -> {
                if (isForEndpoint()) {
                    messages.add(frame);
                }
            }
        }
    }

    private boolean isForEndpoint() {
        return listener.closing().takesMessages();
    }

    private void pong(byte[] payload) {
        deliver(new Delivery(payload.length) {
            @Override
            void to(MessageListener messages) {
                messages.pong(payload);
            }
        });
    }

    @Override
    public void text(String text, boolean last, int size) {
        deliver(new Delivery(size) {
            @Override
            void to(MessageListener messages) {
                messages.text(text, last);
            }
        });
    }

    @Override
    public void binary(byte[] bytes, boolean last, int size) {
        deliver(new Delivery(size) {
            @Override
            void to(MessageListener messages) {
                messages.binary(bytes, last);
            }
        });
    }

    @Override
    public void tooBig(int limit, boolean text) {
        tooBig(limit, text ? "text message" : "binary message");
    }

    private void tooBig(int limit, String what) {
        listener.messageTooBig(new IOException("the peer sent a message of more than " + limit
                + " bytes, the limit for a " + what + " of this session"));
    }

    /** What the endpoint is to hear; dropped if by the time it could be delivered this side has begun to close. */
    private abstract class Delivery implements Runnable {

        private final int size;

        Delivery(int size) {
            this.size = size;
        }

        abstract void to(MessageListener messages);

        @Override
        public final void run() {
            try {
                if (listener.closing().deliversMessages()) {
                    to(listener.messages());
                }
            } catch (Throwable t) {
                ctx.executor().execute(() -> listener.failed(ReceiveFailure.OWN_FAULT, t));
            } finally {
                backlog.remove(size);
            }
        }
    }

    private void deliver(Delivery delivery) {
        backlog.add(delivery.size);
        listener.deliver(delivery);
        if (mustWait()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** The frames end here; those that came before are read first. */
    private void end(Runnable end) {
        if (held.isEmpty()) {
            end.run();
        } else if (heldEnd == null) {
            heldEnd = end;
        }
    }

    private void fail(ReceiveFailure kind, Throwable failure) {
        end(() -> listener.failed(kind, failure));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        listener.writable();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // A FIN, or with TLS the alert that comes before it: nothing more will arrive.
        if (event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS) {
            end(() -> listener.peerEndedTcp());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        // Netty wraps what decoders throw in DecoderException, except its own subclasses.
        Throwable cause =
                thrown.getClass() == DecoderException.class && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CorruptedFrameException) {
            fail(
                    ReceiveFailure.PROTOCOL_ERROR,
                    new IOException("the peer broke the WebSocket protocol (RFC 6455): " + cause.getMessage(), cause));
        } else if (cause instanceof DecompressionException) {
            fail(
                    ReceiveFailure.INVALID_COMPRESSED_DATA,
                    new IOException(
                            "the peer sent a compressed message that cannot be inflated (RFC 7692): "
                                    + cause.getMessage(),
                            cause));
        } else if (cause instanceof SSLException) {
            listener.tcpFailed(cause);
            context.close();
        } else if (cause instanceof IOException) {
            listener.tcpFailed(cause);
        } else {
            fail(ReceiveFailure.OWN_FAULT, cause);
        }
    }
}
