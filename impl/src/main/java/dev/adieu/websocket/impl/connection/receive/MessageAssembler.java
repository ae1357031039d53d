package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.Received;
import dev.adieu.websocket.impl.connection.frame.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.util.function.Supplier;

/**
 * Puts messages together from their frames, or gives their parts on as they come, as the endpoint takes them. Text is
 * decoded on the way, so that what is not UTF-8 is noticed in its place among the frames. Event loop only.
 */
public final class MessageAssembler {

    /** Takes each message, or part of one, when it is complete. */
    public interface Receiver {

        /** What has come is a text of so many bytes, or a part of one. */
        void text(String text, boolean last, int size);

        /** What has come is binary, or a part of it. */
        void binary(byte[] bytes, boolean last, int size);

        /** What has come is more than the limit for its kind. */
        void tooBig(int limit, boolean text);
    }

    private final Supplier<MessageLimits> currentLimits;
    private final Receiver receiver;
    /** Decodes the text that is being received in parts; {@code null} while there is none. */
    private Utf8 utf8;
    /** Whether the message that is being received is text. */
    private boolean text;
    /** Whether its parts are given on as they come; fixed when it begins. */
    private boolean partial;
    /** Its payload bytes so far. */
    private long size;
    /** The text so far, if it is collected and not given on in parts; {@code null} while there is none. */
    private StringBuilder characters;
    /** The bytes so far, likewise. */
    private ByteArrayOutputStream bytes;

    public MessageAssembler(Supplier<MessageLimits> currentLimits, Receiver receiver) {
        this.currentLimits = currentLimits;
        this.receiver = receiver;
    }

    public void add(Received.Frame frame) throws CharacterCodingException {
        MessageLimits limits = currentLimits.get();
        byte[] payload = frame.payload();
        boolean first = frame.opcode() != Opcode.CONTINUATION;
        if (first) {
            text = frame.opcode() == Opcode.TEXT;
            partial = limits.partial(text);
            size = 0;
        }
        size = partial ? payload.length : size + payload.length;
        if (size > limits.max(text)) {
            discard();
            receiver.tooBig(limits.max(text), text);
        } else if (text) {
            addText(payload, first, frame.fin());
        } else {
            addBinary(payload, first, frame.fin());
        }
    }

    private void addText(byte[] payload, boolean first, boolean last) throws CharacterCodingException {
        if (first && last) {
            receiver.text(Utf8.decodeWhole(payload, 0), true, payload.length);
            return;
        }
        if (first) {
            utf8 = new Utf8();
            characters = new StringBuilder();
        }
        String part = utf8.decode(payload, last);
        if (partial) {
            receiver.text(part, last, payload.length);
            return;
        }
        characters.append(part);
        if (last) {
            String whole = characters.toString();
            discard();
            receiver.text(whole, true, (int) size);
        }
    }

    private void addBinary(byte[] payload, boolean first, boolean last) {
        if (partial || first && last) {
            receiver.binary(payload, last, payload.length);
            return;
        }
        if (first) {
            bytes = new ByteArrayOutputStream();
        }
        bytes.writeBytes(payload);
        if (last) {
            byte[] whole = bytes.toByteArray();
            discard();
            receiver.binary(whole, true, whole.length);
        }
    }

    /** Gives the memory of a collected message back. */
    public void discard() {
        utf8 = null;
        characters = null;
        bytes = null;
    }
}
