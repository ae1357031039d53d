package dev.adieu.websocket.impl.provider.arguments;

import org.jspecify.annotations.Nullable;

/** Checks the arguments of the methods that applications call. */
public final class Arguments {

    private Arguments() {}

    /**
     * Returns the argument.
     *
     * @throws IllegalArgumentException if it is {@code null}
     */
    public static <T> T notNull(@Nullable T argument, String name) {
        if (argument == null) {
            throw new IllegalArgumentException(name + " must not be null");
        }
        return argument;
    }

    /**
     * Returns the size of a message buffer in bytes.
     *
     * @throws IllegalArgumentException if it is not more than zero
     */
    public static int bufferSize(int bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("a message buffer must have more than 0 bytes, not " + bytes);
        }
        return bytes;
    }
}
