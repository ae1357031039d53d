package dev.adieu.websocket.impl.provider;

import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.spi.NamingManager;

/** The naming context of the Jakarta EE application on the calling thread. */
public final class ApplicationNaming {

    private static final boolean HAS_NAMING = ModuleLayer.boot().findModule("java.naming").isPresent();

    private ApplicationNaming() {
    }

    /** What has that name and type; nothing outside of an application server. */
    public static <T> Optional<T> find(String name, Class<T> type) {
        return HAS_NAMING ? Naming.find(name).filter(type::isInstance).map(type::cast) : Optional.empty();
    }

    /** Apart, so that nothing of it is linked where the module is missing. */
    private static final class Naming extends InitialContext {

        private Naming() throws NamingException {
        }

        static Optional<Object> find(String name) {
            try {
                Naming naming = new Naming();
                return naming.isProvided() ? Optional.ofNullable(naming.lookup(name)) : Optional.empty();
            } catch (NamingException | RuntimeException e) {
                return Optional.empty();
            }
        }

        /** Whether anybody could know a name that begins with {@code java:}. Where nobody can, looking it up is a slow way to make an exception. */
        private boolean isProvided() {
            return NamingManager.hasInitialContextFactoryBuilder() || myProps.containsKey(INITIAL_CONTEXT_FACTORY) || myProps.containsKey(URL_PKG_PREFIXES);
        }
    }
}
