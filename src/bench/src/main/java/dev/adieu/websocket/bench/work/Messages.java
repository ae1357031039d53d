package dev.adieu.websocket.bench.work;

import dev.adieu.websocket.bench.client.Connection;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Distinguishable messages, so that what comes back can be compared with what was sent. They repeat after a while, but
 * not while one is under way.
 */
abstract class Messages {

    private static final String ALPHABET = "0123456789abcdef";

    /** Sends the message of this number. */
    abstract void send(Connection connection, long number) throws Exception;

    abstract boolean isText(long number, String text);

    abstract boolean isBinary(long number, ByteBuffer bytes);

    static Messages of(String kind, int size) {
        return kind.equals("text") ? new Text(size) : new Binary(size);
    }

    private static String content(Random random, int size) {
        StringBuilder content = new StringBuilder(size);
        while (content.length() < size) {
            content.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return content.toString();
    }

    private static final class Text extends Messages {

        private final String[] texts = new String[1024];

        Text(int size) {
            Random random = new Random(size);
            for (int i = 0; i < texts.length; i++) {
                texts[i] = content(random, size);
            }
        }

        @Override
        void send(Connection connection, long number) throws Exception {
            connection.sendText(texts[(int) (number % texts.length)]);
        }

        @Override
        boolean isText(long number, String text) {
            return texts[(int) (number % texts.length)].equals(text);
        }

        @Override
        boolean isBinary(long number, ByteBuffer bytes) {
            return false;
        }
    }

    private static final class Binary extends Messages {

        private final ByteBuffer[] buffers = new ByteBuffer[64];

        Binary(int size) {
            Random random = new Random(size);
            for (int i = 0; i < buffers.length; i++) {
                buffers[i] =
                        ByteBuffer.wrap(content(random, size).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
        }

        @Override
        void send(Connection connection, long number) throws Exception {
            connection.sendBinary(buffers[(int) (number % buffers.length)].duplicate());
        }

        @Override
        boolean isText(long number, String text) {
            return false;
        }

        @Override
        boolean isBinary(long number, ByteBuffer bytes) {
            return buffers[(int) (number % buffers.length)].equals(bytes);
        }
    }
}
