package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import java.util.List;

/**
 * Says which configurations of endpoints are legal, so that an illegal one is refused before anything is sent. What
 * goes into the handshake's headers is checked where they are made.
 */
final class ConfigurationRules {

    private static final List<Class<?>> ENCODERS =
            List.of(Encoder.Text.class, Encoder.TextStream.class, Encoder.Binary.class, Encoder.BinaryStream.class);
    private static final List<Class<?>> DECODERS =
            List.of(Decoder.Text.class, Decoder.TextStream.class, Decoder.Binary.class, Decoder.BinaryStream.class);

    private ConfigurationRules() {}

    /**
     * Checks a configuration.
     *
     * @param components make the coders that it names
     * @throws DeploymentException if something is missing in it, or a coder cannot be made; it names what
     */
    static void check(ClientEndpointConfig config, SessionComponents components) throws DeploymentException {
        if (config.getConfigurator() == null) {
            throw new DeploymentException("ClientEndpointConfig.getConfigurator() returned null; return a new "
                    + "ClientEndpointConfig.Configurator(), or do not set one in the Builder");
        }
        if (config.getUserProperties() == null) {
            throw new DeploymentException(
                    "ClientEndpointConfig.getUserProperties() returned null; return an empty map if there are none");
        }
        listed(config.getPreferredSubprotocols(), "getPreferredSubprotocols");
        for (Class<?> encoder : listed(config.getEncoders(), "getEncoders")) {
            checkCoder(encoder, "encoder", ENCODERS, components);
        }
        for (Class<?> decoder : listed(config.getDecoders(), "getDecoders")) {
            checkCoder(decoder, "decoder", DECODERS, components);
        }
    }

    private static <T> List<T> listed(List<T> list, String method) throws DeploymentException {
        if (list == null) {
            throw new DeploymentException(
                    "ClientEndpointConfig." + method + "() returned null; return an empty list if there are none");
        }
        for (T element : list) {
            if (element == null) {
                throw new DeploymentException("ClientEndpointConfig." + method + "() contains null");
            }
        }
        return list;
    }

    private static void checkCoder(Class<?> coder, String kind, List<Class<?>> kinds, SessionComponents components)
            throws DeploymentException {
        if (kinds.stream().noneMatch(one -> one.isAssignableFrom(coder))) {
            throw new DeploymentException("the " + kind + " " + coder.getName() + " would never be called: it has to "
                    + "implement Text, TextStream, Binary or BinaryStream (Jakarta WebSocket 2.2, sections 4.2.1 and "
                    + "4.2.2)");
        }
        if (!components.canCreate(coder)) {
            throw new DeploymentException("the " + kind + " " + coder.getName()
                    + " cannot be made: it has to be a public class, not abstract, in an exported package, with a "
                    + "public constructor without parameters (Jakarta WebSocket 2.2, sections 4.2.1 and 4.2.2)");
        }
    }
}
