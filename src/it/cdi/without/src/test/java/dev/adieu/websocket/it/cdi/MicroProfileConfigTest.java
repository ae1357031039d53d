package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MicroProfile Config of an application: nearer than the system properties, farther than what the program sets. */
class MicroProfileConfigTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private Config config;

    /** Makes the calling thread one of an application with this configuration, which belongs to its class loader. */
    private void configure(Map<String, String> values) {
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0], before));
        config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "application", 100))
                .build();
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
    }

    @AfterEach
    void forget() {
        ConfigProviderResolver.instance().releaseConfig(config);
        Thread.currentThread().setContextClassLoader(before);
        System.clearProperty("adieu.close-codes");
    }

    public static class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig endpointConfig) {}
    }

    private static int codeSeen(BrowserWebSocketContainer container, ClientEndpointConfig endpointConfig)
            throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            container.connectToServer(new Silent(), endpointConfig, peer.uri()).close();
            return peer.connection().awaitClose().closeCode();
        }
    }

    @Test
    void itsValuesGoBeforeTheSystemProperties() throws Exception {
        configure(Map.of("adieu.close-codes", "browser"));
        System.setProperty("adieu.close-codes", "standard");
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            assertThat(codeSeen(container, null)).isEqualTo(CloseCodes.NO_STATUS_CODE.getCode());
        }
    }

    @Test
    void whatItDoesNotSayTheSystemPropertiesSay() throws Exception {
        configure(Map.of());
        System.setProperty("adieu.close-codes", "browser");
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            assertThat(codeSeen(container, null)).isEqualTo(CloseCodes.NO_STATUS_CODE.getCode());
        }
    }

    @Test
    void theContainersPropertiesGoBeforeIt() throws Exception {
        configure(Map.of("adieu.close-codes", "browser"));
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            container.getProperties().put("adieu.close-codes", "standard");
            assertThat(codeSeen(container, null)).isEqualTo(1000);
        }
    }

    @Test
    void theEndpointsPropertiesGoBeforeAll() throws Exception {
        configure(Map.of("adieu.close-codes", "browser"));
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            container.getProperties().put("adieu.close-codes", "standard");
            ClientEndpointConfig endpointConfig =
                    ClientEndpointConfig.Builder.create().build();
            endpointConfig.getUserProperties().put("adieu.close-codes", (CloseCodeStrategy)
                    context -> new CloseReason(() -> 4009, ""));
            assertThat(codeSeen(container, endpointConfig)).isEqualTo(4009);
        }
    }
}
