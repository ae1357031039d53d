package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.impl.closing.CloseBody;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The body of a Close frame as bytes (RFC 6455, section 5.5.1). */
final class CloseBodies {

    private CloseBodies() {
    }

    static ByteBuffer encode(CloseBody body) {
        if (body.isEmpty()) {
            return ByteBuffer.allocate(0);
        }
        byte[] reason = body.reason().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + reason.length).putShort((short) body.code()).put(reason).flip();
    }

    static CloseBody decode(ByteBuf bytes) throws CharacterCodingException {
        if (!bytes.isReadable()) {
            return CloseBody.EMPTY;
        }
        int code = bytes.getUnsignedShort(bytes.readerIndex());
        return new CloseBody(code, Utf8.decodeWhole(bytes.slice(bytes.readerIndex() + 2, bytes.readableBytes() - 2)));
    }
}
