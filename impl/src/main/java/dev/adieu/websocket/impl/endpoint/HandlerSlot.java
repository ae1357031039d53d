package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.MessageHandler;
import org.jspecify.annotations.Nullable;

/**
 * Holds the handler for one kind of message, and finds the one that a message is for. The handler may be exchanged on
 * any thread; messages are dispatched on the serial executor.
 */
final class HandlerSlot {

    /**
     * A handler and what it takes.
     *
     * @param limit the most bytes of a message that it takes whole, or {@link #NO_LIMIT}
     * @param streams whether it takes messages as a blocking stream
     */
    record Handler(MessageHandler handler, Class<?> type, int limit, boolean streams) {

        boolean isPartial() {
            return handler instanceof MessageHandler.Partial;
        }
    }

    static final int NO_LIMIT = -1;

    /** Stands for the handler of a message that there was none for when it began. */
    private static final Handler NONE = new Handler(new MessageHandler() {}, Object.class, NO_LIMIT, false);

    private final String kind;
    private volatile @Nullable Handler current;
    /** True once there was a handler. */
    private volatile boolean used;
    /** The latest handler that took messages in parts, and the latest that took streams. */
    private volatile @Nullable Handler latestPartial;

    private volatile @Nullable Handler latestStreaming;
    /** Gets the parts of the message that has begun; {@code null} between messages. Serial executor only. */
    private @Nullable Handler inProgress;

    HandlerSlot(String kind) {
        this.kind = kind;
    }

    @Nullable
    Handler current() {
        return current;
    }

    void set(Handler next) {
        if (next.isPartial()) {
            latestPartial = next;
        } else if (next.streams()) {
            latestStreaming = next;
        }
        used = true;
        current = next;
    }

    boolean wasUsed() {
        return used;
    }

    void remove(MessageHandler removed) {
        Handler handler = current;
        if (handler != null && handler.handler().equals(removed)) {
            current = null;
        }
    }

    boolean takesParts() {
        Handler handler = current;
        return handler != null && handler.isPartial();
    }

    boolean takesStreams() {
        Handler handler = current;
        return handler != null && handler.streams();
    }

    int limit() {
        Handler handler = current;
        return handler == null ? NO_LIMIT : handler.limit();
    }

    /**
     * Returns the handler of a whole message, or of a part: the same for all parts of a message. A message that began
     * to arrive in parts before the handler was exchanged for one that takes no parts is for the handler before.
     *
     * @return {@code null} if there was none when the message began
     */
    @Nullable
    Handler forPart(boolean last) {
        Handler handler = inProgress;
        if (handler == null) {
            handler = current;
            if (handler != null && !handler.isPartial() && !last) {
                handler = latestPartial;
            }
            inProgress = last ? null : handler == null ? NONE : handler;
            return required(handler);
        }
        if (last) {
            inProgress = null;
        }
        return handler == NONE ? null : handler;
    }

    /** Returns the handler of a message that comes as a stream; as for parts, perhaps the one before. */
    Handler forStream() {
        Handler handler = required(current);
        return handler.streams() ? handler : required(latestStreaming);
    }

    private Handler required(@Nullable Handler handler) {
        if (handler == null) {
            throw new UnacceptableMessageException("a " + kind
                    + " message arrived, and the session has no handler for it; add one with Session.addMessageHandler "
                    + "in onOpen, or an @OnMessage method");
        }
        return handler;
    }
}
