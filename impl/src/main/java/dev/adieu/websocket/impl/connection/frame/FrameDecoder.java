package dev.adieu.websocket.impl.connection.frame;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.closing.CloseCodes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads frames (RFC 6455, section 5.2). Payload is copied once, as it comes, into the array that it is delivered in.
 * The limit is asked for at each data frame, since an application may change it, and what is larger is thrown away
 * without losing the frames behind it.
 */
public final class FrameDecoder extends ByteToMessageDecoder {

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int RSV2_AND_3 = 0x30;
    private static final int OPCODE = 0x0F;
    private static final int MASK = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;
    private static final int MAX_CONTROL = 125;

    /**
     * A payload of so many bytes has its memory at once. A larger one has so much, and then four times what has come,
     * whatever its header promises.
     */
    private static final int AT_ONCE = 64 * 1024;

    private static final byte[] NOTHING = {};

    private final CloseRules rules;
    private final boolean deflate;
    private final Supplier<MessageLimits> limits;
    /** Whether what follows means nothing: it is behind a Close, or behind what broke the protocol. */
    private boolean ended;
    /** Whether a message has begun whose last frame has not. */
    private boolean inMessage;
    /** Whether a frame was oversized. There is nothing to do with data any more, so its payload is not kept either. */
    private boolean oversized;
    /** How many bytes of payload are still to be thrown away. */
    private long excess;

    /**
     * What has come of the payload of the frame that is being received; {@code null} between frames. The other fields
     * are of that frame.
     */
    private byte[] payload;

    private int received;
    private int length;
    private Opcode opcode;
    private boolean fin;
    private boolean rsv1;

    public FrameDecoder(CloseRules rules, boolean deflate, Supplier<MessageLimits> limits) {
        this.rules = rules;
        this.deflate = deflate;
        this.limits = limits;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (ended) {
            in.skipBytes(in.readableBytes());
        } else if (excess > 0) {
            throwAway(in);
        } else {
            if (payload == null) {
                readHeader(in, out);
            }
            if (payload != null) {
                readPayload(in, out);
            }
        }
    }

    private void throwAway(ByteBuf in) {
        int now = (int) Math.min(excess, in.readableBytes());
        in.skipBytes(now);
        excess -= now;
    }

    private void readHeader(ByteBuf in, List<Object> out) {
        if (in.readableBytes() < 2) {
            return;
        }
        int first = in.getUnsignedByte(in.readerIndex());
        int second = in.getUnsignedByte(in.readerIndex() + 1);
        opcode = Opcode.of(first & OPCODE);
        fin = (first & FIN) != 0;
        rsv1 = (first & RSV1) != 0;
        refuse(in, faultOfFirstBytes(first, second));
        int shortLength = second & LENGTH;
        int headerLength = shortLength == LENGTH_IN_64_BITS ? 10 : shortLength == LENGTH_IN_16_BITS ? 4 : 2;
        if (in.readableBytes() < headerLength) {
            return;
        }
        in.skipBytes(2);
        long payloadLength = shortLength == LENGTH_IN_64_BITS
                ? in.readLong()
                : shortLength == LENGTH_IN_16_BITS ? in.readUnsignedShort() : shortLength;
        refuse(in, faultOfLength(shortLength, payloadLength));
        begin(payloadLength, out);
    }

    /** Returns what is wrong with a header, as far as its first two bytes tell; {@code null} if nothing is. */
    private String faultOfFirstBytes(int first, int second) {
        boolean mayHaveRsv1 = deflate && opcode != null && opcode.startsMessage();
        if ((first & RSV2_AND_3) != 0 || rsv1 && !mayHaveRsv1) {
            return "a reserved bit is set that no extension uses here (section 5.2); the first byte of the frame is 0x"
                    + Integer.toHexString(first);
        } else if ((second & MASK) != 0) {
            return "a frame is masked, which those of a server must not be (section 5.1)";
        } else if (opcode == null) {
            return "a frame has the opcode " + (first & OPCODE) + ", which is reserved (section 5.2)";
        } else if (opcode.isControl()) {
            return faultOfControlFrame(second & LENGTH);
        } else if (inMessage && opcode != Opcode.CONTINUATION) {
            return "a message begins before the one before it has ended (section 5.4)";
        } else if (!inMessage && opcode == Opcode.CONTINUATION) {
            return "a frame continues a message, and none has begun (section 5.4)";
        }
        return null;
    }

    private String faultOfControlFrame(int shortLength) {
        if (!fin) {
            return "a control frame is fragmented (section 5.5)";
        } else if (shortLength > MAX_CONTROL) {
            return "a control frame has more than 125 bytes of payload (section 5.5)";
        } else if (opcode == Opcode.CLOSE && shortLength == 1) {
            return "a Close frame has 1 byte of payload, and a code takes 2 (section 5.5.1)";
        }
        return null;
    }

    private static String faultOfLength(int shortLength, long payloadLength) {
        if (payloadLength < 0) {
            return "a frame has a length of " + Long.toUnsignedString(payloadLength)
                    + " bytes, which is 2^63 or more (section 5.2)";
        }
        boolean fewest = shortLength < LENGTH_IN_16_BITS
                || payloadLength >= (shortLength == LENGTH_IN_16_BITS ? LENGTH_IN_16_BITS : 1 << 16);
        return fewest
                ? null
                : "a length of " + payloadLength + " bytes is not written in as few bits as it could be (section 5.2)";
    }

    /** What follows a broken frame means nothing. */
    private void refuse(ByteBuf in, String fault) {
        if (fault != null) {
            ended = true;
            in.skipBytes(in.readableBytes());
            throw new CorruptedFrameException(fault);
        }
    }

    private void begin(long payloadLength, List<Object> out) {
        if (!opcode.isControl()) {
            inMessage = !fin;
            int limit = limits.get().maxFrame();
            if (oversized || payloadLength > limit) {
                if (!oversized) {
                    out.add(new Received.Oversized(limit));
                }
                oversized = true;
                excess = payloadLength;
                return;
            }
        }
        length = (int) payloadLength;
        received = 0;
        payload = NOTHING;
    }

    private void readPayload(ByteBuf in, List<Object> out) {
        int now = Math.min(length - received, in.readableBytes());
        if (received + now > payload.length) {
            payload = Arrays.copyOf(payload, (int) Math.min(length, Math.max(AT_ONCE, 4L * (received + now))));
        }
        in.readBytes(payload, received, now);
        received += now;
        if (received == length) {
            Received.Frame frame = new Received.Frame(opcode, fin, rsv1, payload);
            payload = null;
            if (opcode == Opcode.CLOSE) {
                ended = true;
                refuse(in, faultOfClose(frame.payload()));
            }
            out.add(frame);
        }
    }

    private String faultOfClose(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        int code = CloseBodies.code(body);
        return CloseCodes.mayBeReceived(code, rules)
                ? null
                : "a Close frame has the code " + code + ", which must not be sent (section 7.4)";
    }
}
