package dev.adieu.websocket.impl.endpoint;

import java.lang.reflect.Modifier;

/** Makes the objects whose classes an application names: endpoints, encoders, decoders. */
public interface Components {

    /** An object, and the action that destroys it when its session has ended. */
    record Component<T>(T instance, Runnable destroy) {}

    /**
     * Creates an object for one session.
     *
     * @throws ReflectiveOperationException if it cannot be created
     */
    <T> Component<T> create(Class<T> type) throws ReflectiveOperationException;

    /** Returns whether an object of a class can be made, as far as its declaration tells. */
    boolean canCreate(Class<?> type);

    /** Makes objects with their public constructor without parameters, as Jakarta WebSocket asks for. */
    Components BY_CONSTRUCTOR = new Components() {
        @Override
        public <T> Component<T> create(Class<T> type) throws ReflectiveOperationException {
            return new Component<>(type.getConstructor().newInstance(), () -> {});
        }

        @Override
        public boolean canCreate(Class<?> type) {
            try {
                return !Modifier.isAbstract(type.getModifiers())
                        && type.getConstructor().canAccess(null);
            } catch (NoSuchMethodException e) {
                return false;
            }
        }
    };
}
