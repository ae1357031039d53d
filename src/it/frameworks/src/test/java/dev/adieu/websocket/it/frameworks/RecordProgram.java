package dev.adieu.websocket.it.frameworks;

import java.util.function.Consumer;

/** Compares two records and their hash codes. */
public final class RecordProgram implements Consumer<Integer> {

    private record Number(Integer value) {}

    @Override
    public void accept(Integer port) {
        Number one = new Number(port);
        Number other = new Number(port);
        if (!one.equals(other) || one.hashCode() != other.hashCode()) {
            throw new IllegalStateException();
        }
    }
}
