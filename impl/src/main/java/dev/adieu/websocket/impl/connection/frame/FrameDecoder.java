package dev.adieu.websocket.impl.connection.frame;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.closing.CloseCodes;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.CorruptedFrameException;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames (RFC 6455, section 5.2) and checks them. It keeps no payload: that of a data frame goes to the sink as
 * it comes, and a control frame stays in the buffer until it is complete. Event loop only.
 */
public final class FrameDecoder {

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int RSV2_AND_3 = 0x30;
    private static final int OPCODE = 0x0F;
    private static final int MASK = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;
    private static final int MAX_CONTROL = 125;

    private final CloseRules rules;
    private final boolean deflate;
    /** True once everything that follows is ignored, because it is behind a Close frame or a failure. */
    private boolean ended;
    /** True between the first frame of a message and its last. */
    private boolean inMessage;
    /** True while the payload of a data frame is being read. */
    private boolean inPayload;
    /** The payload bytes of that frame that have not been taken. */
    private long remaining;
    /** True if the sink does not take the data that comes next. */
    private boolean stopped;

    /** @param deflate whether messages may be compressed */
    public FrameDecoder(CloseRules rules, boolean deflate) {
        this.rules = rules;
        this.deflate = deflate;
    }

    /**
     * Reads what is in a buffer, up to data that the sink does not take now or to the part of a frame that is missing.
     *
     * @return whether the sink took everything that could be read
     * @throws CorruptedFrameException if the peer broke the protocol
     * @throws CharacterCodingException if text or the reason in a Close frame is not UTF-8
     */
    public boolean decode(ByteBuf in, FrameSink sink) throws CharacterCodingException {
        stopped = false;
        boolean goesOn = true;
        while (goesOn) {
            goesOn = inPayload ? continuePayload(in, sink) : readFrame(in, sink);
        }
        return !stopped;
    }

    /** Ignores everything that follows. */
    public void end() {
        ended = true;
        inPayload = false;
    }

    /** Returns whether more can be read. */
    private boolean readFrame(ByteBuf in, FrameSink sink) throws CharacterCodingException {
        if (ended) {
            in.skipBytes(in.readableBytes());
        }
        if (in.readableBytes() < 2) {
            return false;
        }
        int start = in.readerIndex();
        int first = in.getUnsignedByte(start);
        int second = in.getUnsignedByte(start + 1);
        Opcode known = Opcode.of(first & OPCODE);
        refuse(in, faultOfFirstBytes(known, first, second));
        Opcode opcode = Objects.requireNonNull(known, "a reserved opcode was refused");
        int shortLength = second & LENGTH;
        int headerLength = shortLength == LENGTH_IN_64_BITS ? 10 : shortLength == LENGTH_IN_16_BITS ? 4 : 2;
        if (in.readableBytes() < headerLength) {
            return false;
        }
        long length = shortLength == LENGTH_IN_64_BITS
                ? in.getLong(start + 2)
                : shortLength == LENGTH_IN_16_BITS ? in.getUnsignedShort(start + 2) : shortLength;
        refuse(in, faultOfLength(shortLength, length));
        if (opcode.isControl()) {
            return readControl(in, opcode, (int) length, sink);
        }
        if (!sink.takesData()) {
            stopped = true;
            return false;
        }
        in.skipBytes(headerLength);
        boolean fin = (first & FIN) != 0;
        inMessage = !fin;
        inPayload = true;
        remaining = length;
        sink.begin(opcode, fin, (first & RSV1) != 0, length);
        return readPayload(in, sink);
    }

    private boolean readControl(ByteBuf in, Opcode opcode, int length, FrameSink sink) throws CharacterCodingException {
        if (in.readableBytes() < 2 + length) {
            return false;
        }
        byte[] payload = new byte[length];
        in.skipBytes(2).readBytes(payload);
        if (opcode == Opcode.CLOSE) {
            ended = true;
            refuse(in, faultOfClose(payload));
        }
        sink.control(opcode, payload);
        return true;
    }

    private boolean continuePayload(ByteBuf in, FrameSink sink) throws CharacterCodingException {
        if (remaining > 0 && !in.isReadable()) {
            return false;
        }
        stopped = !sink.takesData();
        return !stopped && readPayload(in, sink);
    }

    private boolean readPayload(ByteBuf in, FrameSink sink) throws CharacterCodingException {
        int length = (int) Math.min(remaining, in.readableBytes());
        if (length == 0 && remaining > 0) {
            return false;
        }
        int start = in.readerIndex();
        stopped = !sink.payload(in, length, length == remaining);
        remaining -= in.readerIndex() - start;
        inPayload = stopped || remaining > 0;
        return !inPayload;
    }

    /** Returns what is wrong with a header, as far as its first two bytes tell; {@code null} if nothing is. */
    private @Nullable String faultOfFirstBytes(@Nullable Opcode opcode, int first, int second) {
        boolean mayHaveRsv1 = deflate && opcode != null && opcode.startsMessage();
        if ((first & RSV2_AND_3) != 0 || (first & RSV1) != 0 && !mayHaveRsv1) {
            return "a reserved bit is set that no extension uses here (section 5.2); the first byte of the frame is 0x"
                    + Integer.toHexString(first);
        } else if ((second & MASK) != 0) {
            return "a frame is masked, which those of a server must not be (section 5.1)";
        } else if (opcode == null) {
            return "a frame has the opcode " + (first & OPCODE) + ", which is reserved (section 5.2)";
        } else if (opcode.isControl()) {
            return faultOfControlFrame(opcode, (first & FIN) != 0, second & LENGTH);
        } else if (inMessage && opcode != Opcode.CONTINUATION) {
            return "a message begins before the one before it has ended (section 5.4)";
        } else if (!inMessage && opcode == Opcode.CONTINUATION) {
            return "a frame continues a message, and none has begun (section 5.4)";
        }
        return null;
    }

    private static @Nullable String faultOfControlFrame(Opcode opcode, boolean fin, int shortLength) {
        if (!fin) {
            return "a control frame is fragmented (section 5.5)";
        } else if (shortLength > MAX_CONTROL) {
            return "a control frame has more than 125 bytes of payload (section 5.5)";
        } else if (opcode == Opcode.CLOSE && shortLength == 1) {
            return "a Close frame has 1 byte of payload, and a code takes 2 (section 5.5.1)";
        }
        return null;
    }

    private static @Nullable String faultOfLength(int shortLength, long length) {
        if (length < 0) {
            return "a frame has a length of " + Long.toUnsignedString(length)
                    + " bytes, which is 2^63 or more (section 5.2)";
        }
        boolean fewest = shortLength < LENGTH_IN_16_BITS
                || length >= (shortLength == LENGTH_IN_16_BITS ? LENGTH_IN_16_BITS : 1 << 16);
        return fewest
                ? null
                : "a length of " + length + " bytes is not written in as few bits as it could be (section 5.2)";
    }

    private @Nullable String faultOfClose(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        int code = CloseBodies.code(body);
        return CloseCodes.mayBeReceived(code, rules)
                ? null
                : "a Close frame has the code " + code + ", which must not be sent (section 7.4)";
    }

    private void refuse(ByteBuf in, @Nullable String fault) {
        if (fault != null) {
            ended = true;
            in.skipBytes(in.readableBytes());
            throw new CorruptedFrameException(fault);
        }
    }
}
