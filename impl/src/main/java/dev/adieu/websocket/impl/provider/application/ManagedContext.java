package dev.adieu.websocket.impl.provider.application;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Captures the context that a Jakarta EE application has on the calling thread, such as naming and security, for use on
 * other threads (Jakarta Concurrency 3.0, section 3.3). A managed executor alone would run callbacks in the context of
 * the thread that submits them, which does I/O for all applications.
 */
public final class ManagedContext {

    private static final String NAME = "java:comp/DefaultContextService";
    private static final String SERVICE = "jakarta.enterprise.concurrent.ContextService";

    private ManagedContext() {}

    /**
     * Returns an executor that runs tasks on the thread that calls it, in the context that the current thread has now;
     * outside an application server, it only runs them.
     */
    public static Executor capture() {
        Executor asItIs = Runnable::run;
        return ApplicationNaming.find(NAME, Object.class)
                .flatMap(service -> proxy(service, asItIs))
                .orElse(asItIs);
    }

    /** Uses reflection, because applications outside an application server rarely have the API. */
    private static Optional<Executor> proxy(Object service, Executor executor) {
        try {
            Class<?> type = Class.forName(SERVICE, false, service.getClass().getClassLoader());
            Object proxy = type.getMethod("createContextualProxy", Object.class, Class.class)
                    .invoke(service, executor, Executor.class);
            return Optional.of((Executor) proxy);
        } catch (ClassNotFoundException somethingElse) {
            return Optional.empty();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(
                    NAME + " could not capture the context of " + Thread.currentThread() + ": " + e.getCause(),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    NAME + " could not be asked for the context of " + Thread.currentThread(), e);
        }
    }
}
