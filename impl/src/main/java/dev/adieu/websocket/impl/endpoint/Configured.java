package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Extension;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * The configuration of an annotated endpoint, whose configurator is created like all other components, not by Tyrus.
 */
record Configured(ClientEndpointConfig config, Configurator configurator) implements ClientEndpointConfig {

    @Override
    public Configurator getConfigurator() {
        return configurator;
    }

    @Override
    public List<String> getPreferredSubprotocols() {
        return config.getPreferredSubprotocols();
    }

    @Override
    public List<Extension> getExtensions() {
        return config.getExtensions();
    }

    @Override
    public SSLContext getSSLContext() {
        return config.getSSLContext();
    }

    @Override
    public List<Class<? extends Encoder>> getEncoders() {
        return config.getEncoders();
    }

    @Override
    public List<Class<? extends Decoder>> getDecoders() {
        return config.getDecoders();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        return config.getUserProperties();
    }
}
