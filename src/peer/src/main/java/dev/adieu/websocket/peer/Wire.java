package dev.adieu.websocket.peer;

import java.nio.charset.StandardCharsets;

/** Something that has a form on the wire. */
@FunctionalInterface
public interface Wire {

    byte[] bytes();

    static Wire raw(int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            copy[i] = (byte) bytes[i];
        }
        return () -> copy;
    }

    static Wire raw(byte[] bytes) {
        return () -> bytes;
    }

    static Wire ascii(String text) {
        return raw(text.getBytes(StandardCharsets.US_ASCII));
    }
}
