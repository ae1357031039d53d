package dev.adieu.websocket.impl.load;

import java.nio.ByteBuffer;

/** Messages that say who sent them and which of his they are, and are otherwise filled with something. */
final class Numbered {

    private Numbered() {}

    static byte[] message(int sender, int number, int size) {
        ByteBuffer message = ByteBuffer.allocate(size).putInt(sender).putInt(number);
        while (message.remaining() > 0) {
            message.put((byte) (number + message.position()));
        }
        return message.array();
    }
}
