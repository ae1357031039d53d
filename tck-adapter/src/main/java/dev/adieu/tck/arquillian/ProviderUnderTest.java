package dev.adieu.tck.arquillian;

import dev.adieu.websocket.BrowserWebSocketContainer;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.ServiceLoader;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;

/**
 * Stops the suite before its first test unless the one provider that a client can find is Adieu, packaged as the run
 * says.
 */
public final class ProviderUnderTest {

    /** The name of the {@link Packaging} that this run is about; set by the build. */
    static final String PACKAGING = "tck.packaging";

    private static final Logger LOG = System.getLogger(ProviderUnderTest.class.getName());

    void prove(@Observes BeforeSuite suite) {
        prove(Packaging.valueOf(System.getProperty(PACKAGING)));
    }

    static void prove(Packaging expected) {
        List<Class<? extends ContainerProvider>> providers = ServiceLoader.load(ContainerProvider.class).stream()
                .<Class<? extends ContainerProvider>>map(ServiceLoader.Provider::type)
                .toList();
        if (providers.size() != 1) {
            throw new IllegalStateException("a run has one WebSocket provider, but these are visible: " + providers);
        }
        WebSocketContainer container = ContainerProvider.getWebSocketContainer();
        if (!(container instanceof BrowserWebSocketContainer)) {
            throw new IllegalStateException("the provider under test is not Adieu but "
                    + container.getClass().getName());
        }
        Packaging actual = Packaging.of(container.getClass());
        if (actual != expected) {
            throw new IllegalStateException("the provider under test comes from "
                    + Packaging.location(container.getClass()) + ", so this run is " + actual + " and not " + expected);
        }
        LOG.log(
                Level.INFO,
                () -> "provider under test: " + container.getClass().getName() + " from "
                        + Packaging.location(container.getClass()));
    }
}
