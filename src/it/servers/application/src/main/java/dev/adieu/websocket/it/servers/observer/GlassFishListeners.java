package dev.adieu.websocket.it.servers.observer;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.Map;

/**
 * The listeners of GlassFish 7.0.21 and 8.0.0-M12, of which it loses none: what should take them away finds nothing
 * (eclipse-ee4j/glassfish#25692, mended in 7.1.0 and 8.0.0-M13). Among them are those of deployments, which keep
 * applications that are gone.
 */
final class GlassFishListeners {

    private GlassFishListeners() {}

    /** Takes away those that GlassFish has tried to; does nothing in other servers. */
    static void forgetDeployments() {
        try {
            Class<?> globals = Class.forName("org.glassfish.internal.api.Globals");
            Object services = globals.getMethod("getDefaultHabitat").invoke(null);
            Object events = Class.forName("org.glassfish.hk2.api.ServiceLocator")
                    .getMethod("getService", Class.class, Annotation[].class)
                    .invoke(services, Class.forName("org.glassfish.api.event.Events"), new Annotation[0]);
            if (value(events, "listeners") instanceof Map<?, ?> listeners) {
                listeners.keySet().removeIf(GlassFishListeners::shouldBeGone);
            }
        } catch (ClassNotFoundException anotherServer) {
            // It has listeners of other kinds.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean shouldBeGone(Object registered) {
        try {
            Object listener = value(registered, "eventListener");
            return switch (listener.getClass().getName()) {
                // Until the end of the command, and the observer is asked when there is none.
                case "org.glassfish.deployment.admin.DeployCommand" -> true;
                // Until the application forgets it.
                case "org.glassfish.internal.data.ApplicationInfo$DeploymentFailedListener" ->
                    value(value(listener, "this$0"), "deploymentFailedListener") != listener;
                default -> false;
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(Object object, String field) throws ReflectiveOperationException {
        return field(object.getClass(), field).get(object);
    }

    private static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type + " has no field " + name);
    }
}
