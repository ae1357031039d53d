package dev.adieu.websocket.impl.connection.frame;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageDecoder;
import io.netty.handler.codec.compression.DecompressionException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates compressed messages (RFC 7692, section 7.2.2), frame by frame, and stops at the limit that the session has
 * at that moment: a small frame can become a thousand times larger.
 */
public final class MessageInflater extends MessageToMessageDecoder<Received.Frame> {

    /** What the peer has left out at the end of each message. */
    private static final byte[] TAIL = {0, 0, -1, -1};

    private static final int SMALLEST = 256;
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final boolean keepsContext;
    private final Supplier<MessageLimits> limits;
    private final Inflater inflater = new Inflater(true);
    /** Whether the message that is being received is text, and whether it is compressed. */
    private boolean text;

    private boolean compressed;
    private boolean failed;

    /** Keeps the context from message to message unless the server said {@code server_no_context_takeover}. */
    public MessageInflater(boolean keepsContext, Supplier<MessageLimits> limits) {
        super(Received.Frame.class);
        this.keepsContext = keepsContext;
        this.limits = limits;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, Received.Frame frame, List<Object> out) {
        if (frame.opcode().startsMessage()) {
            text = frame.opcode() == Opcode.TEXT;
            compressed = frame.rsv1();
        }
        if (!compressed || !frame.isData()) {
            out.add(frame);
        } else if (!failed) {
            out.add(inflated(frame, limits.get().max(text)));
        }
    }

    private Received inflated(Received.Frame frame, int limit) {
        failed = true;
        try {
            Inflation inflation = new Inflation(frame.payload().length, limit);
            if (!inflation.add(frame.payload()) || frame.fin() && !inflation.add(TAIL)) {
                return new Received.Oversized(limit);
            }
            if (frame.fin() && !keepsContext) {
                inflater.reset();
            }
            failed = false;
            return new Received.Frame(frame.opcode(), frame.fin(), false, inflation.result());
        } catch (DataFormatException e) {
            throw new DecompressionException("the DEFLATE data is malformed: " + e.getMessage(), e);
        }
    }

    /** What one frame becomes. */
    private final class Inflation {

        private final int limit;
        /** Never longer than one byte more than the limit. */
        private byte[] bytes;

        private int size;

        Inflation(int deflated, int limit) {
            this.limit = Math.min(limit, LARGEST - 1);
            this.bytes = new byte[(int) Math.min(this.limit + 1L, Math.max(SMALLEST, 4L * deflated))];
        }

        /** Returns whether all is within the limit. */
        boolean add(byte[] deflated) throws DataFormatException {
            inflater.setInput(deflated);
            for (int count = inflate(); count > 0 || inflater.finished(); count = inflate()) {
                size += count;
                if (size > limit) {
                    return false;
                }
                if (inflater.finished()) {
                    restart(deflated);
                }
            }
            return true;
        }

        private int inflate() throws DataFormatException {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1L, 2L * size));
            }
            return inflater.inflate(bytes, size, bytes.length - size);
        }

        byte[] result() {
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
    }

    /** A block may say that it is the last, and others follow all the same (RFC 7692, section 7.2.3.4). */
    private void restart(byte[] input) {
        int rest = inflater.getRemaining();
        inflater.reset();
        inflater.setInput(input, input.length - rest, rest);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        inflater.end();
    }
}
