package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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

    /** Keeps the messages of a logger and those below it. */
    private static final class Messages extends Handler {

        private final List<String> kept = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord logged) {
            kept.add(logged.getLevel() + " " + logged.getMessage());
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    @Test
    void aNameThatIsNotKnownIsAWarningWithTheNearestOne() throws Exception {
        configure(Map.of("adieu.closing-timeot", "5"));
        Logger logger = Logger.getLogger("dev.adieu.websocket.impl.provider.settings");
        Messages messages = new Messages();
        logger.addHandler(messages);
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            assertThat(codeSeen(container, null)).isEqualTo(1000);
        } finally {
            logger.removeHandler(messages);
        }
        assertThat(messages.kept)
                .containsExactly("WARNING unknown setting \"adieu.closing-timeot\" in MicroProfile Config; "
                        + "the nearest name is \"adieu.closing-timeout\"; it is ignored");
    }

    @Test
    void aValueThatIsNotAllowedIsAnErrorWithTheNameAndTheValue() throws Exception {
        configure(Map.of("adieu.closing-timeout", "soon"));
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            assertThatThrownBy(() -> container.connectToServer(new Silent(), null, peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContainingAll("adieu.closing-timeout", "soon", "configuration");
        }
    }
}
