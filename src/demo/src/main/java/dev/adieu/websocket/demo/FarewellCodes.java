package dev.adieu.websocket.demo;

import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.websocket.CloseReason;

/** Chooses the code where the client names none. Being a bean of the application is all it takes. */
@ApplicationScoped
public class FarewellCodes implements CloseCodeStrategy {

    @Override
    public CloseReason choose(CloseContext context) {
        return new CloseReason(() -> 4100, "bean");
    }
}
