package dev.adieu.websocket.it.servers.application;

import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectStrategy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/** Tries once at once, and then waits for longer than a test; writes down whether it was injected itself. */
@ApplicationScoped
@Typed(Patience.class)
public class Patience implements ReconnectStrategy {

    /** {@code null} where there is no CDI. */
    @Inject
    Greeter greeter;

    /** For whoever makes strategies. */
    public Patience() {}

    @Override
    public Optional<Duration> delay(ReconnectContext context) {
        Journal.of("patience")
                .add("asked after " + context.event().code() + " with " + (greeter == null ? "nobody" : greeter.greet())
                        + '\t' + Surroundings.here(greeter));
        return Optional.of(context.tries() == 0 ? Duration.ZERO : Duration.ofHours(1));
    }
}
