package dev.adieu.websocket.it.servers.application;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;

/** Says 4321 where the application names no code, and whether it was injected itself. */
@ApplicationScoped
@Typed(FarewellCodes.class)
public class FarewellCodes implements CloseCodeStrategy {

    /** {@code null} where there is no CDI. */
    @Inject
    Greeter greeter;

    /** For the provider, which creates strategies. */
    public FarewellCodes() {}

    @Override
    public CloseReason choose(CloseContext context) {
        return context.cause() == CloseCause.NORMAL
                ? new CloseReason(() -> 4321, "from " + (greeter == null ? "nobody" : greeter.greet()))
                : CloseCodeStrategy.standard().choose(context);
    }
}
