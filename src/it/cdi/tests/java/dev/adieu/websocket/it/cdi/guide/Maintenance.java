package dev.adieu.websocket.it.cdi.guide;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Knows when the next maintenance begins. */
@ApplicationScoped
public class Maintenance {

    private volatile Instant begin;

    public void beginsAt(Instant instant) {
        begin = instant;
    }

    public Optional<Instant> begin() {
        return Optional.ofNullable(begin);
    }
}
