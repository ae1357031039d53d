package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.impl.provider.application.ApplicationNaming;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds the application's beans from an extension. What the extension is given may know the beans of its own archive
 * alone: an application server has an extension beside the application, where the application's archive sees it and it
 * does not see the application's.
 */
final class ApplicationBeans {

    private ApplicationBeans() {}

    /** Those of the same CDI container, as the component on the calling thread sees them, if one is there already. */
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
     * Asked for from here, since Weld takes the class that asks for one of the archive that is meant, if it is a bean;
     * in Open Liberty even if it is none.
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
