package dev.adieu.websocket.impl.provider;

import java.util.Optional;
import java.util.function.Supplier;

/** Finds the application that is calling. A platform that knows says how. */
public final class Applications {

    /** Keeps no application alive: it looks each time. */
    private static volatile Supplier<Optional<Application>> finder = Optional::empty;

    private Applications() {
    }

    /** From now on asks {@code next}, which must not refer to any one application. */
    public static void findWith(Supplier<Optional<Application>> next) {
        finder = next;
    }

    static Application current() {
        return finder.get().orElse(Application.NONE);
    }
}
