package dev.adieu.websocket.impl.provider.application;

import java.util.Optional;
import java.util.concurrent.Executor;

/** The executor that a Jakarta EE application has by default, whose threads are the application server's. */
public final class ManagedExecutor {

    private static final String NAME = "java:comp/DefaultManagedExecutorService";

    private ManagedExecutor() {}

    /** Returns that of the application on the calling thread; empty outside an application server. */
    public static Optional<Executor> ofApplication() {
        return ApplicationNaming.find(NAME, Executor.class);
    }
}
