package dev.adieu.websocket.impl.provider;

import java.util.concurrent.Executor;

/** The executor that a Jakarta EE application has by default, whose threads are the application server's. */
final class ManagedExecutor {

    private static final String NAME = "java:comp/DefaultManagedExecutorService";

    private ManagedExecutor() {}

    /** That of the application on the calling thread; {@code null} outside of an application server. */
    static Executor ofApplication() {
        return ApplicationNaming.find(NAME, Executor.class).orElse(null);
    }
}
