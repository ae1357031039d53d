package dev.adieu.websocket.impl.connection;

import dev.adieu.websocket.impl.closing.CloseBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The body of a Close frame as bytes (RFC 6455, section 5.5.1). */
final class CloseBodies {

    private CloseBodies() {
    }

    static ByteBuf encode(CloseBody body) {
        byte[] reason = body.reason().getBytes(StandardCharsets.UTF_8);
        return Unpooled.buffer(2 + reason.length).writeShort(body.code()).writeBytes(reason);
    }

    static CloseBody decode(ByteBuf bytes) throws CharacterCodingException {
        if (!bytes.isReadable()) {
            return CloseBody.EMPTY;
        }
        int code = bytes.getUnsignedShort(bytes.readerIndex());
        return new CloseBody(code, Utf8.decodeWhole(bytes.slice(bytes.readerIndex() + 2, bytes.readableBytes() - 2)));
    }
}
