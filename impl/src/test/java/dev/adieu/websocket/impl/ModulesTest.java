package dev.adieu.websocket.impl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.connection.WebSocketConnection;
import io.netty.channel.Channel;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Session;
import java.util.stream.Stream;
import org.glassfish.tyrus.core.AnnotatedEndpoint;
import org.junit.jupiter.api.Test;

/** The tests run twice: on the class path, and on the module path with the system property {@code test.module-path}. */
class ModulesTest {

    private static final boolean ON_MODULE_PATH = Boolean.getBoolean("test.module-path");

    private static String moduleOf(Class<?> type) {
        return type.getModule().getName();
    }

    @Test
    void onTheModulePathTheProviderAndAllThatItNeedsAreNamedModules() {
        Stream<Class<?>> types = Stream.of(Closing.class, WebSocketConnection.class, BrowserSession.class, Session.class, AnnotatedEndpoint.class, Channel.class);
        String[] names = {"dev.adieu.websocket.impl", "dev.adieu.websocket.impl", "dev.adieu.websocket", "jakarta.websocket.client",
            "org.glassfish.tyrus.core", "io.netty.transport"};
        assertThat(types.map(ModulesTest::moduleOf)).containsExactly(ON_MODULE_PATH ? names : new String[names.length]);
    }

    @Test
    void noPackageOfTheProviderIsExported() {
        Module module = Closing.class.getModule();
        Module stranger = Channel.class.getModule();
        assertThat(module.getPackages().stream().filter(name -> name.startsWith("dev.adieu.websocket.impl"))).isNotEmpty()
                .allMatch(name -> module.isExported(name, stranger) != ON_MODULE_PATH);
    }

    @Test
    void theContainerIsFoundByItsService() {
        assertThat(ContainerProvider.getWebSocketContainer().getClass().getModule()).isSameAs(Closing.class.getModule());
    }
}
