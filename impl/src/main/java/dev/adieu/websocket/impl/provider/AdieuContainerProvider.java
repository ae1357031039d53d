package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.impl.provider.settings.Setting;
import dev.adieu.websocket.impl.provider.settings.SettingSources;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.WebSocketContainer;
import org.jspecify.annotations.Nullable;

/** The service by which {@link ContainerProvider#getWebSocketContainer()} finds this provider. */
public final class AdieuContainerProvider extends ContainerProvider {

    /** For the service loader. */
    public AdieuContainerProvider() {}

    /** Returns {@code null} if the application has declined this provider; Jakarta WebSocket then asks the next one. */
    @Override
    protected @Nullable WebSocketContainer getContainer() {
        return isWanted() ? new AdieuContainer() : null;
    }

    /**
     * Returns whether the calling application has not declined.
     *
     * @throws IllegalStateException if the setting has a value that it cannot have
     */
    public static boolean isWanted() {
        try {
            return SettingSources.ofApplication().get(Setting.ENABLED).orElse(true);
        } catch (DeploymentException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
