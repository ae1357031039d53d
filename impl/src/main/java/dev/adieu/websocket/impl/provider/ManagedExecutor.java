package dev.adieu.websocket.impl.provider;

import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The executor that a Jakarta EE application has by default: its tasks see the application's naming context and security. */
final class ManagedExecutor {

    private static final String NAME = "java:comp/DefaultManagedExecutorService";
    private static final boolean HAS_NAMING = ModuleLayer.boot().findModule("java.naming").isPresent();

    private ManagedExecutor() {
    }

    /** That of the application on the calling thread; {@code null} outside of an application server. */
    static Executor ofApplication() {
        return HAS_NAMING ? Naming.lookUp() : null;
    }

    /** Apart, so that nothing of it is linked where the module is missing. */
    private static final class Naming {

        static Executor lookUp() {
            try {
                return new InitialContext().lookup(NAME) instanceof Executor executor ? executor : null;
            } catch (NamingException | RuntimeException e) {
                return null;
            }
        }
    }
}
