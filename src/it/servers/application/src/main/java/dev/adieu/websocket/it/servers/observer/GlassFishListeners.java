package dev.adieu.websocket.it.servers.observer;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.Map;

/**
 * The listeners of GlassFish, which keep applications that are gone: 7.0.21 and 8.0.0-M12 never remove those of a deployment (eclipse-ee4j/glassfish#25692,
 * mended since). Whatever else keeps an application shows only without them.
 */
final class GlassFishListeners {

    private GlassFishListeners() {
    }

    /** Does as GlassFish would if it were mended; nothing in other servers. */
    static void forgetApplications() {
        try {
            Class<?> globals = Class.forName("org.glassfish.internal.api.Globals");
            Object services = globals.getMethod("getDefaultHabitat").invoke(null);
            Object events = Class.forName("org.glassfish.hk2.api.ServiceLocator").getMethod("getService", Class.class, Annotation[].class)
                    .invoke(services, Class.forName("org.glassfish.api.event.Events"), new Annotation[0]);
            if (value(events, "listeners") instanceof Map<?, ?> listeners) {
                listeners.keySet().removeIf(GlassFishListeners::isOfDeployment);
            }
        } catch (ClassNotFoundException anotherServer) {
            // It has listeners of other kinds.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOfDeployment(Object registered) {
        try {
            return value(registered, "eventListener").getClass().getSimpleName().matches("DeployCommand|DeploymentFailedListener");
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
