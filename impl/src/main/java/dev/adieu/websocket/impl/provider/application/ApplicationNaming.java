package dev.adieu.websocket.impl.provider.application;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The naming context of the Jakarta EE application on the calling thread. */
public final class ApplicationNaming {

    private static final boolean HAS_NAMING =
            ModuleLayer.boot().findModule("java.naming").isPresent();

    private ApplicationNaming() {}

    /** Returns the object with this name and type; always empty outside an application server. */
    public static <T> Optional<T> find(String name, Class<T> type) {
        return HAS_NAMING ? Naming.find(name).filter(type::isInstance).map(type::cast) : Optional.empty();
    }

    /** A class of its own, so that it is not linked if the module is missing. */
    private static final class Naming {

        static Optional<Object> find(String name) {
            try {
                return Optional.ofNullable(new InitialContext().lookup(name));
            } catch (NamingException | RuntimeException e) {
                return Optional.empty();
            }
        }
    }
}
