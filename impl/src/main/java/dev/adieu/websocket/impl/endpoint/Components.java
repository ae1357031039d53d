package dev.adieu.websocket.impl.endpoint;

/** Creates the objects whose classes an application names: endpoints, encoders, decoders. */
public interface Components {

    /** An object, and the action that destroys it when its session has ended. */
    record Component<T>(T instance, Runnable destroy) {}

    /**
     * Creates an object for one session.
     *
     * @throws ReflectiveOperationException if it cannot be created
     */
    <T> Component<T> create(Class<T> type) throws ReflectiveOperationException;

    /** Creates objects with their public no-argument constructor, as Jakarta WebSocket requires. */
    Components BY_CONSTRUCTOR = new Components() {
        @Override
        public <T> Component<T> create(Class<T> type) throws ReflectiveOperationException {
            return new Component<>(type.getConstructor().newInstance(), () -> {});
        }
    };
}
