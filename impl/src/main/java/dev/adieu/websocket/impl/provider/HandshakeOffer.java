package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.impl.connection.handshake.HandshakeRequest;
import dev.adieu.websocket.impl.connection.handshake.PermessageDeflate;
import dev.adieu.websocket.impl.connection.handshake.ServerAddress;
import dev.adieu.websocket.impl.provider.application.Application;
import dev.adieu.websocket.impl.provider.settings.Settings;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns an endpoint's configuration into what the opening handshake offers to the server. Any thread. */
final class HandshakeOffer {

    private HandshakeOffer() {}

    /**
     * Checks the configuration and creates the request from it.
     *
     * @throws DeploymentException if the configuration offers something that it must not, or lacks what it requires
     */
    static HandshakeRequest of(
            ClientEndpointConfig config, Settings settings, ServerAddress target, Application application)
            throws DeploymentException {
        return new HandshakeRequest(
                target,
                Subprotocols.check(config.getPreferredSubprotocols()),
                extensions(config, settings).stream().map(Extensions::header).toList(),
                defaultHeaders(settings, target),
                headerEditor(config.getConfigurator(), application));
    }

    private static Map<String, String> defaultHeaders(Settings settings, ServerAddress target) {
        Map<String, String> headers = new HashMap<>();
        if (!settings.origin().equals("none")) {
            // Stays the same after a redirect, since it says on whose behalf the client connects.
            headers.put("Origin", settings.origin().equals("server") ? target.origin() : settings.origin());
        }
        if (!settings.userAgent().equals("none")) {
            headers.put("User-Agent", settings.userAgent());
        }
        return Map.copyOf(headers);
    }

    private static List<Extension> extensions(ClientEndpointConfig config, Settings settings)
            throws DeploymentException {
        List<Extension> offers = new ArrayList<>(Extensions.check(config.getExtensions()));
        if (settings.compression()
                && offers.stream().noneMatch(offer -> offer.getName().equals(PermessageDeflate.NAME))) {
            offers.add(Extensions.deflate());
        }
        if (!offers.stream()
                .map(Extension::getName)
                .collect(Collectors.toSet())
                .containsAll(settings.requiredExtensions())) {
            throw new DeploymentException(
                    "adieu.required-extensions is " + settings.requiredExtensions() + ", but only "
                            + offers.stream().map(Extension::getName).toList()
                            + " are offered; offer the others in ClientEndpointConfig.getExtensions, or with"
                            + " adieu.compression");
        }
        return offers;
    }

    /** Skips a configurator that does not override {@code beforeRequest}, to avoid a hop to the callback executor. */
    private static HandshakeRequest.HeaderEditor headerEditor(
            ClientEndpointConfig.Configurator configurator, Application application) {
        try {
            if (configurator.getClass().getMethod("beforeRequest", Map.class).getDeclaringClass()
                    == ClientEndpointConfig.Configurator.class) {
                return HandshakeRequest.HeaderEditor.NONE;
            }
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every Configurator has beforeRequest", e);
        }
        return headers -> application.run(() -> configurator.beforeRequest(headers));
    }
}
