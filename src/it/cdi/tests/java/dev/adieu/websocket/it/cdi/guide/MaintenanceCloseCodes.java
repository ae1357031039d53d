package dev.adieu.websocket.it.cdi.guide;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;

/** Tells the server why this client leaves, and when it may be back. */
@ApplicationScoped
public class MaintenanceCloseCodes implements CloseCodeStrategy {

    @Inject
    private Maintenance maintenance;

    @Override
    public CloseReason choose(CloseContext context) {
        if (context.cause() == CloseCause.GOING_AWAY && maintenance.begin().isPresent()) {
            return new CloseReason(
                    () -> 4001, "maintenance from " + maintenance.begin().get());
        }
        return CloseCodeStrategy.standard().choose(context);
    }
}
