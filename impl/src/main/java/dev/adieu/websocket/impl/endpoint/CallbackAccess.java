package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.glassfish.tyrus.core.AnnotatedEndpoint;

/**
 * Checks that the callback methods of an endpoint's class can be called, and makes them so if its class is not public.
 */
final class CallbackAccess {

    /**
     * True for the classes that were checked and found right. Only the JDK's classes are values, so that a class which
     * outlives Adieu does not keep Adieu's class loader.
     */
    private static final ClassValue<AtomicBoolean> RIGHT = new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
            return new AtomicBoolean();
        }
    };

    private CallbackAccess() {}

    /**
     * Checks the methods that an endpoint's class declares and inherits, once for each class that is right.
     *
     * @throws DeploymentException if one of them would never be called; it names the method and what to change
     */
    static void check(Class<?> type) throws DeploymentException {
        AtomicBoolean right = RIGHT.get(type);
        if (!right.get()) {
            checkMethods(type);
            right.set(true);
        }
    }

    private static void checkMethods(Class<?> type) throws DeploymentException {
        List<Method> found = List.of(type.getMethods());
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Method method : declaring.getDeclaredMethods()) {
                if (isCallback(method) && !method.isBridge()) {
                    check(method, type, found);
                }
            }
        }
        for (Method method : found) {
            if (isCallback(method)) {
                checkModule(method);
            }
        }
    }

    private static boolean isCallback(Method method) {
        return Stream.of(OnOpen.class, OnMessage.class, OnError.class, OnClose.class)
                .anyMatch(method::isAnnotationPresent);
    }

    private static void check(Method method, Class<?> type, List<Method> found) throws DeploymentException {
        if (!Modifier.isPublic(method.getModifiers())) {
            if (!isOverridden(method, type)) {
                throw new DeploymentException(method + " has an annotation of Jakarta WebSocket and would never be "
                        + "called, since it is not public. Make it public");
            }
        } else if (!found.contains(method) && !isOverridden(method, type)) {
            throw new DeploymentException(method + " would never be called: " + type.getName()
                    + " inherits it from a class that is not public. Make that class public, or override the method");
        }
    }

    /**
     * Returns whether a subclass overrides a method. A compiler's bridge to a method of a non-public class does not.
     */
    private static boolean isOverridden(Method method, Class<?> type) {
        for (Class<?> below = type; below != method.getDeclaringClass(); below = below.getSuperclass()) {
            if (Arrays.stream(below.getDeclaredMethods())
                    .anyMatch(other -> !other.isBridge()
                            && other.getName().equals(method.getName())
                            && other.getParameterCount() == method.getParameterCount()
                            && !Modifier.isPrivate(method.getModifiers()))) {
                return true;
            }
        }
        return false;
    }

    private static void checkModule(Method method) throws DeploymentException {
        Class<?> type = method.getDeclaringClass();
        Module module = type.getModule();
        Module caller = AnnotatedEndpoint.class.getModule();
        boolean isPublic = Modifier.isPublic(type.getModifiers());
        if (!(isPublic && module.isExported(type.getPackageName(), caller)) && !method.trySetAccessible()) {
            throw new DeploymentException("The methods of " + type.getName() + " cannot be called: module "
                    + module.getName() + " does not open the package to module "
                    + CallbackAccess.class.getModule().getName() + ". Add \"opens " + type.getPackageName()
                    + ";\" to its module-info.java");
        }
    }

    /** Returns a method that can be called, also if its class is not public. */
    static Method opened(Method method) {
        method.trySetAccessible();
        return method;
    }
}
