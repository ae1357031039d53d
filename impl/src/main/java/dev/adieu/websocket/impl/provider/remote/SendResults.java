package dev.adieu.websocket.impl.provider.remote;

import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Creates send results: with their session if the API supports it (Jakarta WebSocket 2.2), otherwise without (2.1). */
public final class SendResults {

    private static final @Nullable MethodHandle SUCCESS = constructor(Session.class);
    private static final @Nullable MethodHandle FAILURE = constructor(Session.class, Throwable.class);

    private SendResults() {}

    private static @Nullable MethodHandle constructor(Class<?>... parameters) {
        try {
            return MethodHandles.publicLookup()
                    .findConstructor(SendResult.class, MethodType.methodType(void.class, parameters));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /** Returns the result of a send that failed, or succeeded if {@code failure} is null. */
    @SuppressWarnings("deprecation")
    static SendResult of(Session session, @Nullable Throwable failure) {
        try {
            if (failure == null) {
                return SUCCESS == null ? new SendResult() : (SendResult) SUCCESS.invokeExact(session);
            }
            return FAILURE == null ? new SendResult(failure) : (SendResult) FAILURE.invokeExact(session, failure);
        } catch (Throwable e) {
            throw new IllegalStateException("SendResult cannot be created", e);
        }
    }
}
