package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application server may show the API of MicroProfile Config to applications that have no implementation of it. */
class MicroProfileConfigApiAloneTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private URLClassLoader apiAlone;

    @BeforeEach
    void hideTheImplementation() {
        URL api = ConfigProvider.class.getProtectionDomain().getCodeSource().getLocation();
        apiAlone = new URLClassLoader(new URL[] {api}, ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(apiAlone);
    }

    @AfterEach
    void showIt() throws Exception {
        Thread.currentThread().setContextClassLoader(before);
        apiAlone.close();
        System.clearProperty("adieu.close-codes");
    }

    public static class Silent extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig endpointConfig) {}
    }

    @Test
    void theApiIsThereAndTheImplementationIsNot() throws Exception {
        Class<?> provider = apiAlone.loadClass(ConfigProvider.class.getName());
        assertThat(provider).isNotEqualTo(ConfigProvider.class);
        assertThatThrownBy(() -> provider.getMethod("getConfig").invoke(null))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSystemPropertiesCount() throws Exception {
        System.setProperty("adieu.close-codes", "browser");
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            container.connectToServer(new Silent(), null, peer.uri()).close();
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(CloseCodes.NO_STATUS_CODE.getCode());
        }
    }
}
