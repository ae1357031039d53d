package dev.adieu.websocket.impl.endpoint;

/** Makes the objects whose classes an application names: endpoints, encoders, decoders. */
public interface Components {

    /** An object, and what to do when its session has ended. */
    record Component<T>(T instance, Runnable destroy) {}

    /**
     * Makes one for one session.
     *
     * @throws ReflectiveOperationException if it cannot be made
     */
    <T> Component<T> create(Class<T> type) throws ReflectiveOperationException;

    /** Makes objects with their public constructor without parameters, as Jakarta WebSocket asks for. */
    Components BY_CONSTRUCTOR = new Components() {
        @Override
        public <T> Component<T> create(Class<T> type) throws ReflectiveOperationException {
            return new Component<>(type.getConstructor().newInstance(), () -> {});
        }
    };
}
