package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.impl.connection.frame.MessageInflater;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.MessageLimits.Form;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.Utf8;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Makes messages, or their parts, of the payload of data frames: inflates it, counts it, and checks and decodes text.
 * Event loop only.
 */
public final class MessageAssembler {

    /** Takes each message, or part of one, when it is complete. */
    public interface Receiver {

        /** Takes a text, or a part of one, and its size in bytes. */
        void text(String text, boolean last, int size);

        void binary(byte[] bytes, boolean last);

        /** Begins a message that is read while it comes, and returns what its bytes are to be added to. */
        MessageStream stream(boolean text);

        /** Called when a message is larger than the limit for its kind. */
        void tooBig(int limit, boolean text);
    }

    /** The most bytes that are inflated for one part of a message. */
    private static final int INFLATED_PART = 16 * 1024;

    private static final int SMALLEST_PART = 256;

    private final Supplier<MessageLimits> currentLimits;
    private final MessageInflater inflater;
    private final BooleanSupplier takesMore;
    private final Receiver receiver;

    // The message that is being received.

    private boolean text;
    private boolean compressed;
    /** The form in which it is delivered; fixed when it begins. */
    private Form form;
    /** Its payload so far, if it is delivered whole; {@code null} as long as nothing had to be kept. */
    private CollectedPayload collected;
    /** Receives its bytes if it is delivered as a stream and did not come at once; {@code null} otherwise. */
    private MessageStream stream;
    /** The state of checking its text; {@code null} as long as nothing was checked. */
    private Utf8 utf8;

    // The frame that is being received.

    private boolean fin;
    /** The limit for the message, asked for at each frame. */
    private int limit;
    /** The size of the message, as far as headers tell, if it is not compressed and delivered whole. */
    private int announced;
    /** True once the inflater has the end of the message, which the peer leaves out. */
    private boolean tailAdded;

    /**
     * Creates an assembler.
     *
     * @param inflater {@code null} if messages are not compressed
     * @param takesMore tells whether another part may follow one that was just delivered
     */
    public MessageAssembler(
            Supplier<MessageLimits> currentLimits,
            MessageInflater inflater,
            BooleanSupplier takesMore,
            Receiver receiver) {
        this.currentLimits = currentLimits;
        this.inflater = inflater;
        this.takesMore = takesMore;
        this.receiver = receiver;
    }

    /** Begins a frame. */
    public void begin(Opcode opcode, boolean last, boolean rsv1, long length) {
        MessageLimits limits = currentLimits.get();
        if (opcode != Opcode.CONTINUATION) {
            text = opcode == Opcode.TEXT;
            compressed = rsv1;
            form = limits.form(text);
        }
        fin = last;
        tailAdded = false;
        limit = limits.max(text);
        if (form == Form.WHOLE && !compressed) {
            int size = collected == null ? 0 : collected.size();
            if (length > limit - size) {
                tooBig();
            } else {
                announced = size + (int) length;
            }
        }
    }

    /**
     * Takes payload of the frame.
     *
     * @param endsFrame whether the frame ends with these bytes
     * @return whether all of it was taken; if not, the rest is to be offered again
     * @throws CharacterCodingException if text is not UTF-8
     */
    public boolean payload(ByteBuf in, int length, boolean endsFrame) throws CharacterCodingException {
        boolean last = fin && endsFrame;
        if (form != Form.WHOLE) {
            if (compressed) {
                return inflatedParts(in, length, last);
            }
            part(taken(in, length), last);
        } else if (compressed) {
            collectInflated(in, length, last);
        } else if (last && collected == null) {
            whole(taken(in, length), length);
        } else {
            collect(in, length, last);
        }
        return true;
    }

    private static byte[] taken(ByteBuf in, int length) {
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        return bytes;
    }

    private Utf8 utf8() {
        if (utf8 == null) {
            utf8 = new Utf8();
        }
        return utf8;
    }

    // Whole messages.

    private void collect(ByteBuf in, int length, boolean last) throws CharacterCodingException {
        if (collected == null) {
            collected = new CollectedPayload();
        }
        int before = collected.size();
        collected.add(in, length, announced, fin);
        added(before, last);
    }

    private void collectInflated(ByteBuf in, int length, boolean last) throws CharacterCodingException {
        if (collected == null) {
            collected = new CollectedPayload();
        }
        int before = collected.size();
        inflater.input(in.nioBuffer(in.readerIndex(), length));
        in.skipBytes(length);
        boolean within = collected.inflate(inflater, length, limit);
        if (within && last) {
            inflater.inputTail();
            within = collected.inflate(inflater, 0, limit);
            inflater.endMessage();
        }
        if (within) {
            added(before, last);
        } else {
            tooBig();
        }
    }

    /** Text is checked as it comes, unless all of it is here at once. */
    private void added(int before, boolean last) throws CharacterCodingException {
        if (text && !(last && utf8 == null)) {
            utf8().check(collected.bytes(), before, collected.size());
        }
        if (last) {
            whole();
        }
    }

    private void whole() throws CharacterCodingException {
        CollectedPayload payload = collected;
        Utf8 checked = utf8;
        discard();
        if (!text) {
            receiver.binary(payload.toArray(), true);
        } else if (checked == null) {
            whole(payload.bytes(), payload.size());
        } else {
            checked.checkEnd();
            receiver.text(new String(payload.bytes(), 0, payload.size(), StandardCharsets.UTF_8), true, payload.size());
        }
    }

    private void whole(byte[] bytes, int size) throws CharacterCodingException {
        if (text) {
            receiver.text(Utf8.decodeWhole(bytes, 0, size), true, size);
        } else {
            receiver.binary(bytes, true);
        }
    }

    private void tooBig() {
        discard();
        receiver.tooBig(limit, text);
    }

    // Messages in parts and streams.

    /** Returns whether all was inflated; if not, the rest follows when the endpoint takes more. */
    private boolean inflatedParts(ByteBuf in, int length, boolean last) throws CharacterCodingException {
        int start = in.readerIndex();
        ByteBuffer compressedBytes = in.nioBuffer(start, length);
        if (!tailAdded) {
            inflater.input(compressedBytes);
        }
        byte[] bytes = new byte[Math.min(INFLATED_PART, Math.max(SMALLEST_PART, 4 * length))];
        int size = 0;
        while (true) {
            size += inflater.inflate(bytes, size, bytes.length - size);
            in.readerIndex(start + compressedBytes.position());
            if (size == bytes.length) {
                part(bytes, false);
                if (!takesMore.getAsBoolean()) {
                    return false;
                }
                bytes = new byte[INFLATED_PART];
                size = 0;
            } else if (last && !tailAdded) {
                tailAdded = true;
                inflater.inputTail();
            } else {
                break;
            }
        }
        if (last) {
            inflater.endMessage();
        }
        part(Arrays.copyOf(bytes, size), last);
        return true;
    }

    private void part(byte[] bytes, boolean last) throws CharacterCodingException {
        if (form == Form.STREAM) {
            streamed(bytes, last);
            return;
        }
        if (!text) {
            receiver.binary(bytes, last);
            return;
        }
        String part = utf8().decode(bytes, last);
        if (last) {
            utf8 = null;
        }
        receiver.text(part, last, bytes.length);
    }

    /** A message that came at once needs no stream. */
    private void streamed(byte[] bytes, boolean last) throws CharacterCodingException {
        if (stream == null && last) {
            whole(bytes, bytes.length);
            return;
        }
        if (text) {
            utf8().check(bytes, 0, bytes.length);
            if (last) {
                utf8.checkEnd();
                utf8 = null;
            }
        }
        if (stream == null && bytes.length > 0) {
            stream = receiver.stream(text);
        }
        if (stream != null) {
            stream.add(bytes);
        }
        if (last) {
            stream.complete();
            stream = null;
        }
    }

    /**
     * Abandons a message that is not complete. Reading it as a stream fails.
     *
     * @param cause why; {@code null} if nothing failed
     */
    public void discard(Throwable cause) {
        if (stream != null) {
            stream.fail(cause);
            stream = null;
        }
        discard();
    }

    private void discard() {
        collected = null;
        utf8 = null;
    }
}
