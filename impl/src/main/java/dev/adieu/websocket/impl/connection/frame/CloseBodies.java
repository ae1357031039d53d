package dev.adieu.websocket.impl.connection.frame;

import dev.adieu.websocket.impl.closing.CloseBody;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Encodes and decodes the body of a Close frame (RFC 6455, section 5.5.1). */
public final class CloseBodies {

    private CloseBodies() {}

    public static ByteBuffer encode(CloseBody body) {
        if (body.isEmpty()) {
            return ByteBuffer.allocate(0);
        }
        byte[] reason = body.reason().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + reason.length)
                .putShort((short) body.code())
                .put(reason)
                .flip();
    }

    /**
     * Decodes a body, which is empty or begins with a code.
     *
     * @throws CharacterCodingException if the reason is not UTF-8
     */
    public static CloseBody decode(byte[] bytes) throws CharacterCodingException {
        return bytes.length == 0
                ? CloseBody.EMPTY
                : new CloseBody(code(bytes), Utf8.decodeWhole(bytes, 2, bytes.length));
    }

    /** Returns the code in a body that is not empty. */
    static int code(byte[] bytes) {
        return Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]);
    }
}
