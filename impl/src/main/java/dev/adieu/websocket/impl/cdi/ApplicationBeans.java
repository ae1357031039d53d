package dev.adieu.websocket.impl.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;

/**
 * Finds the application's beans from an extension. What the extension is given may know the beans of its own archive alone: an application server has an
 * extension beside the application, where the application's archive sees it and it does not see the application's.
 */
final class ApplicationBeans {

    private ApplicationBeans() {
    }

    /** Those of the same CDI container. Asked for from here, since Weld takes the class that asks for one of the archive that is meant, if it is a bean. */
    static BeanManager near(BeanManager ofExtension) {
        try {
            BeanManager current = CDI.current().getBeanManager();
            boolean isSameContainer = current.getExtension(AdieuExtension.class) == ofExtension.getExtension(AdieuExtension.class);
            return isSameContainer ? current : ofExtension;
        } catch (IllegalStateException | IllegalArgumentException none) {
            return ofExtension;
        }
    }
}
