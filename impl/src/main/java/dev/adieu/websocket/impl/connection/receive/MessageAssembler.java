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
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable MessageInflater inflater;
    private final BooleanSupplier takesMore;
    private final Receiver receiver;

    // The message that is being received.

    private boolean text;
    /** Inflates it; {@code null} if it is not compressed. */
    private @Nullable MessageInflater inflating;
    /** The form in which it is delivered; fixed when it begins. */
    private Form form = Form.WHOLE;
    /** Its payload so far, if it is delivered whole; {@code null} as long as nothing had to be kept. */
    private @Nullable CollectedPayload collected;
    /** Receives its bytes if it is delivered as a stream and did not come at once; {@code null} otherwise. */
    private @Nullable MessageStream stream;
    /** The state of checking its text; {@code null} as long as nothing was checked. */
    private @Nullable Utf8 utf8;

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
            @Nullable MessageInflater inflater,
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
            inflating = rsv1 ? Objects.requireNonNull(inflater, "the decoder refuses RSV1 without an extension") : null;
            form = limits.form(text);
        }
        fin = last;
        tailAdded = false;
        limit = limits.max(text);
        if (form == Form.WHOLE && inflating == null) {
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
            if (inflating != null) {
                return inflatedParts(inflating, in, length, last);
            }
            part(taken(in, length), last);
        } else if (inflating != null) {
            collectInflated(inflating, in, length, last);
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

    private CollectedPayload collected() {
        if (collected == null) {
            collected = new CollectedPayload();
        }
        return collected;
    }

    private Utf8 utf8() {
        if (utf8 == null) {
            utf8 = new Utf8();
        }
        return utf8;
    }

    // Whole messages.

    private void collect(ByteBuf in, int length, boolean last) throws CharacterCodingException {
        CollectedPayload payload = collected();
        int before = payload.size();
        payload.add(in, length, announced, fin);
        added(payload, before, last);
    }

    private void collectInflated(MessageInflater inflates, ByteBuf in, int length, boolean last)
            throws CharacterCodingException {
        CollectedPayload payload = collected();
        int before = payload.size();
        inflates.input(in.nioBuffer(in.readerIndex(), length));
        in.skipBytes(length);
        boolean within = payload.inflate(inflates, length, limit);
        if (within && last) {
            inflates.inputTail();
            within = payload.inflate(inflates, 0, limit);
            inflates.endMessage();
        }
        if (within) {
            added(payload, before, last);
        } else {
            tooBig();
        }
    }

    /** Text is checked as it comes, unless all of it is here at once. */
    private void added(CollectedPayload payload, int before, boolean last) throws CharacterCodingException {
        if (text && !(last && utf8 == null)) {
            utf8().check(payload.bytes(), before, payload.size());
        }
        if (last) {
            whole(payload);
        }
    }

    private void whole(CollectedPayload payload) throws CharacterCodingException {
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
    private boolean inflatedParts(MessageInflater inflates, ByteBuf in, int length, boolean last)
            throws CharacterCodingException {
        int start = in.readerIndex();
        ByteBuffer compressedBytes = in.nioBuffer(start, length);
        if (!tailAdded) {
            inflates.input(compressedBytes);
        }
        byte[] bytes = new byte[Math.min(INFLATED_PART, Math.max(SMALLEST_PART, 4 * length))];
        int size = 0;
        while (true) {
            size += inflates.inflate(bytes, size, bytes.length - size);
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
                inflates.inputTail();
            } else {
                break;
            }
        }
        if (last) {
            inflates.endMessage();
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
            Utf8 checked = utf8();
            checked.check(bytes, 0, bytes.length);
            if (last) {
                checked.checkEnd();
                utf8 = null;
            }
        }
        if (stream == null && bytes.length > 0) {
            stream = receiver.stream(text);
        }
        if (stream != null) {
            stream.add(bytes);
            if (last) {
                stream.complete();
                stream = null;
            }
        }
    }

    /**
     * Abandons a message that is not complete. Reading it as a stream fails.
     *
     * @param cause why; {@code null} if nothing failed
     */
    public void discard(@Nullable Throwable cause) {
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
