package dev.adieu.websocket.it.cdi.arquillian;

import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;

/** The strategy of the deployed application. */
@ApplicationScoped
public class PoliteCloseCodes implements CloseCodeStrategy {

    @Inject
    private Greeter greeter;

    @Override
    public CloseReason choose(CloseContext context) {
        return new CloseReason(() -> 4800, "goodbye to " + String.join(", ", greeter.greeted()));
    }
}
