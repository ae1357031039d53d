package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The {@code @OnMessage} methods of an endpoint class. Tyrus creates handlers from them, but does not expose the type
 * that each takes.
 *
 * @param methods in no particular order; empty for a programmatic endpoint
 */
record OnMessageMethods(List<OnMessageMethod> methods) {

    /**
     * One method.
     *
     * @param name for messages to users
     * @param type of the message, never a primitive
     * @param partial whether it takes the message in parts
     * @param maxMessageSize in bytes; -1 for no limit of its own
     */
    record OnMessageMethod(String name, Class<?> type, boolean partial, long maxMessageSize) {}

    private static final String PATH_PARAM = "jakarta.websocket.server.PathParam";

    static final OnMessageMethods NONE = new OnMessageMethods(List.of());

    /**
     * Reads the methods of a class that Tyrus found valid.
     *
     * @throws DeploymentException if a limit is larger than any message can be
     */
    static OnMessageMethods of(Class<?> endpointClass) throws DeploymentException {
        List<OnMessageMethod> found = new ArrayList<>();
        for (Method method : endpointClass.getMethods()) {
            OnMessage annotation = method.getAnnotation(OnMessage.class);
            if (annotation != null && !method.isBridge()) {
                if (annotation.maxMessageSize() > Integer.MAX_VALUE) {
                    throw new DeploymentException(method + " has maxMessageSize = " + annotation.maxMessageSize()
                            + "; it must be at most " + Integer.MAX_VALUE
                            + " (Jakarta WebSocket 2.2, section 4.7.1)");
                }
                found.add(describe(method, annotation));
            }
        }
        return new OnMessageMethods(List.copyOf(found));
    }

    private static OnMessageMethod describe(Method method, OnMessage annotation) {
        List<Class<?>> message = new ArrayList<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            Class<?> type = method.getParameterTypes()[i];
            if (type != Session.class && type != EndpointConfig.class && !isPathParameter(method, i)) {
                message.add(MethodType.methodType(type).wrap().returnType());
            }
        }
        boolean partial = message.size() == 2;
        boolean flagFirst = partial && message.get(0) == Boolean.class;
        return new OnMessageMethod(
                method.toString(), message.get(flagFirst ? 1 : 0), partial, annotation.maxMessageSize());
    }

    /** Returns whether a parameter has the server's annotation, whose class may be missing. */
    private static boolean isPathParameter(Method method, int index) {
        return Stream.of(method.getParameterAnnotations()[index])
                .anyMatch(annotation -> annotation.annotationType().getName().equals(PATH_PARAM));
    }

    /**
     * Checks that each method is called for some message. Tyrus counts the standard types as decoded, and so takes a
     * method of a supertype of them.
     *
     * @throws DeploymentException if one of them can never be called
     */
    void check(Class<?> endpointClass, Coders coders) throws DeploymentException {
        for (OnMessageMethod method : methods) {
            if (!method.partial() && !MessageHandlers.isCallable(method.type(), coders)) {
                throw new DeploymentException(endpointClass.getName() + " cannot be an endpoint: " + method.name()
                        + " can never be called, since " + MessageHandlers.reason(method.type()));
            }
        }
    }

    /** Returns the limit of the method that takes whole messages of a type, or -1 if it has none. */
    int limit(Class<?> type) {
        return methods.stream()
                .filter(method -> method.type() == type && !method.partial() && method.maxMessageSize() >= 0)
                .mapToInt(method -> (int) method.maxMessageSize())
                .findFirst()
                .orElse(HandlerSlot.NO_LIMIT);
    }

    /** Returns the type of the method that takes binary messages in parts. */
    Class<?> partialBinaryType() {
        return methods.stream()
                .filter(method -> method.partial() && method.type() != String.class)
                .<Class<?>>map(OnMessageMethod::type)
                .findFirst()
                .orElse(java.nio.ByteBuffer.class);
    }
}
