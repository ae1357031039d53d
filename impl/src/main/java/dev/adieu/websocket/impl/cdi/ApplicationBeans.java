package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.impl.provider.application.ApplicationNaming;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the application's beans from an extension. The bean manager that an extension receives may know only the beans
 * of the extension's own archive. In an application server, that archive stands beside the application: the application
 * sees it, but it does not see the application.
 */
final class ApplicationBeans {

    private ApplicationBeans() {}

    /** Returns the bean manager of the component on the calling thread, if it is of the same CDI container. */
    static BeanManager near(BeanManager ofExtension) {
        return Stream.<Supplier<Optional<BeanManager>>>of(ApplicationBeans::ofComponent, ApplicationBeans::ofCaller)
                .flatMap(search -> search.get().stream())
                .filter(found -> isSameContainer(found, ofExtension))
                .findFirst()
                .orElse(ofExtension);
    }

    private static Optional<BeanManager> ofComponent() {
        return ApplicationNaming.find("java:comp/BeanManager", BeanManager.class);
    }

    /**
     * Calls {@code CDI.current()} in this class, which is not a bean. Weld chooses the archive by the calling class if
     * that is a bean. Open Liberty does so even if it is not.
     */
    private static Optional<BeanManager> ofCaller() {
        try {
            return Optional.of(CDI.current().getBeanManager());
        } catch (IllegalStateException none) {
            return Optional.empty();
        }
    }

    private static boolean isSameContainer(BeanManager found, BeanManager ofExtension) {
        try {
            return found.getExtension(AdieuExtension.class) == ofExtension.getExtension(AdieuExtension.class);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }
}
