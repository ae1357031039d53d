package dev.adieu.websocket.impl.endpoint;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.websocket.DecodeException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.glassfish.tyrus.core.MessageHandlerManager;
import org.glassfish.tyrus.core.ReflectionHelper;

/**
 * The message handlers of one session. Tyrus decides which may be added; there is at most one for text, one for binary
 * and one for pong (Jakarta WebSocket 2.2, section 2.1.3). Handlers may be added and removed on any thread while
 * messages are dispatched on another.
 */
public final class MessageHandlers {

    /** The handler for one kind of message, and the type that it takes. */
    private record Handler(MessageHandler handler, Class<?> type, int limit) {

        boolean isPartial() {
            return handler instanceof MessageHandler.Partial;
        }

        @SuppressWarnings("unchecked")
        void addTo(MessageHandlerManager manager) {
            if (isPartial()) {
                manager.addMessageHandler((Class<Object>) type, (MessageHandler.Partial<Object>) handler);
            } else {
                manager.addMessageHandler((Class<Object>) type, (MessageHandler.Whole<Object>) handler);
            }
        }
    }

    private static final String UNTOLD_TYPE = "If that is not what it takes, its class does not tell, as that of a "
            + "lambda does not: name the type then, as in addMessageHandler(String.class, handler)";

    private final Coders coders;
    private final OnMessageMethods methods;
    private final Object lock = new Object();
    /** {@code null} unless {@code onOpen} has returned and had added no handler. Changed under the lock. */
    private volatile EarlyMessages early;

    // Written under the lock, read by any thread.
    private volatile Handler text;
    private volatile Handler binary;
    private volatile Handler pong;

    // Nothing waits for a kind that had a handler once.
    @GuardedBy("lock")
    private boolean textWasAdded;

    @GuardedBy("lock")
    private boolean binaryWasAdded;

    MessageHandlers(Coders coders, OnMessageMethods methods) {
        this.coders = coders;
        this.methods = methods;
    }

    /**
     * Returns Tyrus' own registry of these handlers. It is created for each use, because most sessions need none once
     * they are open.
     */
    @GuardedBy("lock")
    private MessageHandlerManager manager() {
        MessageHandlerManager manager = MessageHandlerManager.fromDecoderClasses(coders.decoderClasses());
        Stream.of(text, binary, pong).filter(Objects::nonNull).distinct().forEach(handler -> handler.addTo(manager));
        return manager;
    }

    /**
     * Adds a handler, whose class says what it takes.
     *
     * @throws IllegalStateException if there is one for such messages already, or if it could never be called
     */
    public void add(MessageHandler handler) {
        synchronized (lock) {
            MessageHandlerManager manager = manager();
            try {
                manager.addMessageHandler(handler);
            } catch (IllegalStateException | IllegalArgumentException e) {
                throw new IllegalStateException(
                        "the handler " + handler.getClass().getName() + " cannot be added: " + e.getMessage() + " "
                                + UNTOLD_TYPE,
                        e);
            }
            if (handler instanceof MessageHandler.Partial<?> partial) {
                setPartial(partial, partialType(partial));
            } else {
                setWhole(handler, manager);
            }
        }
    }

    /** Adds a handler for whole messages, as {@link #add(MessageHandler)}. */
    public <T> void add(Class<T> type, MessageHandler.Whole<T> handler) {
        synchronized (lock) {
            MessageHandlerManager manager = manager();
            manager.addMessageHandler(type, handler);
            setWhole(handler, manager);
        }
    }

    /** Adds a handler for parts of messages, as {@link #add(MessageHandler)}. */
    public <T> void add(Class<T> type, MessageHandler.Partial<T> handler) {
        synchronized (lock) {
            manager().addMessageHandler(type, handler);
            setPartial(handler, type);
        }
    }

    public void remove(MessageHandler handler) {
        synchronized (lock) {
            text = without(text, handler);
            binary = without(binary, handler);
            pong = without(pong, handler);
        }
    }

    public Set<MessageHandler> all() {
        synchronized (lock) {
            return manager().getMessageHandlers();
        }
    }

    private static Handler without(Handler current, MessageHandler removed) {
        return current != null && current.handler().equals(removed) ? null : current;
    }

    @GuardedBy("lock")
    private void setWhole(MessageHandler handler, MessageHandlerManager manager) {
        Class<?> type = manager.getOrderedWholeMessageHandlers().stream()
                .filter(entry -> entry.getValue() == handler)
                .<Class<?>>map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        if (!isCallable(type, coders)) {
            throw new IllegalStateException(
                    "the handler " + handler.getClass().getName() + " can never be called, since " + reason(type));
        }
        Handler added = new Handler(handler, type, methods.limit(type, false));
        if (type == PongMessage.class) {
            pong = added;
            return;
        }
        if (coders.decodesText(type)) {
            text = added;
            textWasAdded = true;
        }
        if (coders.decodesBinary(type)) {
            binary = added;
            binaryWasAdded = true;
        }
    }

    /**
     * Begins to keep messages that there is no handler for, until the first handler for their kind is added, unless
     * there are handlers. To be called when {@code onOpen} has returned.
     */
    void keepEarly(Class<?> endpointClass) {
        synchronized (lock) {
            if (text == null && binary == null) {
                early = new EarlyMessages(endpointClass);
            }
        }
    }

    /** Returns whether a whole message was kept, since its handler may still be added. */
    boolean keep(EarlyMessages.Message message) {
        if (early == null) {
            return false;
        }
        synchronized (lock) {
            if (early == null || wasAdded(message.isText())) {
                return false;
            }
            if (!early.keep(message)) {
                early = null;
            }
            return early != null;
        }
    }

    /** Returns whether messages were kept. */
    public boolean hasEarly() {
        if (early == null) {
            return false;
        }
        synchronized (lock) {
            return early != null && !early.isEmpty();
        }
    }

    /** Takes the first message that was kept and has a handler now. */
    Optional<EarlyMessages.Message> nextEarly() {
        if (early == null) {
            return Optional.empty();
        }
        synchronized (lock) {
            return early == null ? Optional.empty() : early.next(message -> (message.isText() ? text : binary) != null);
        }
    }

    /** Drops what was kept and never had a handler. */
    void endEarly() {
        synchronized (lock) {
            if (early != null) {
                early.end();
                early = null;
            }
        }
    }

    @GuardedBy("lock")
    private boolean wasAdded(boolean isText) {
        return isText ? textWasAdded : binaryWasAdded;
    }

    /** Returns whether some message is delivered to a handler that takes whole messages of a type. */
    static boolean isCallable(Class<?> type, Coders coders) {
        return type == PongMessage.class || coders.decodesText(type) || coders.decodesBinary(type);
    }

    /** Says why a handler for a type cannot be called, and what to do about it. */
    static String reason(Class<?> type) {
        return "it takes " + type.getName() + ", which no decoder of the endpoint's configuration makes, and which is "
                + "not String, Reader, byte[], ByteBuffer, InputStream, PongMessage or a primitive type. "
                + UNTOLD_TYPE;
    }

    @GuardedBy("lock")
    private void setPartial(MessageHandler handler, Class<?> type) {
        Handler added = new Handler(handler, type, methods.limit(type, true));
        if (type == String.class) {
            text = added;
            textWasAdded = true;
        } else {
            binary = added;
            binaryWasAdded = true;
        }
    }

    /** Returns the type that a handler takes: as its class declares, or the method that Tyrus created it from. */
    private Class<?> partialType(MessageHandler.Partial<?> handler) {
        Class<?> declared = ReflectionHelper.getClassType(handler.getClass(), MessageHandler.Partial.class);
        if (declared != null && declared != Object.class) {
            return declared;
        }
        return takesText(handler) ? String.class : methods.partialBinaryType();
    }

    /** Returns whether Tyrus takes a handler for one of text: then it refuses to add it beside another. */
    private static boolean takesText(MessageHandler handler) {
        MessageHandlerManager withText = MessageHandlerManager.fromDecoderClasses(List.of());
        withText.addMessageHandler(String.class, (MessageHandler.Partial<String>) (part, last) -> {});
        try {
            withText.addMessageHandler(handler);
            return false;
        } catch (IllegalStateException textIsTaken) {
            return true;
        }
    }

    public boolean takesTextInParts() {
        Handler current = text;
        return current != null && current.isPartial();
    }

    public boolean takesBinaryInParts() {
        Handler current = binary;
        return current != null && current.isPartial();
    }

    /** Returns the limit of the text handler; {@link Integer#MAX_VALUE} if it has none. */
    public int textLimit() {
        Handler current = text;
        return current == null ? Integer.MAX_VALUE : current.limit();
    }

    /** Returns the limit of the binary handler; {@link Integer#MAX_VALUE} if it has none. */
    public int binaryLimit() {
        Handler current = binary;
        return current == null ? Integer.MAX_VALUE : current.limit();
    }

    @SuppressWarnings("unchecked")
    void dispatchText(String message, boolean last) throws DecodeException, IOException, DeploymentException {
        Handler current = handler(text, "text");
        if (current.isPartial()) {
            ((MessageHandler.Partial<String>) current.handler()).onMessage(message, last);
        } else {
            ((MessageHandler.Whole<Object>) current.handler()).onMessage(coders.decodeText(message, current.type()));
        }
    }

    @SuppressWarnings("unchecked")
    void dispatchBinary(byte[] message, boolean last) throws DecodeException, IOException, DeploymentException {
        Handler current = handler(binary, "binary");
        if (current.isPartial()) {
            Object part = current.type() == byte[].class ? message : ByteBuffer.wrap(message);
            ((MessageHandler.Partial<Object>) current.handler()).onMessage(part, last);
        } else {
            ((MessageHandler.Whole<Object>) current.handler()).onMessage(coders.decodeBinary(message, current.type()));
        }
    }

    @SuppressWarnings("unchecked")
    void dispatchPong(byte[] payload) {
        Handler current = pong;
        if (current != null) {
            ByteBuffer data = ByteBuffer.wrap(payload);
            ((MessageHandler.Whole<PongMessage>) current.handler()).onMessage(() -> data);
        }
    }

    private static Handler handler(Handler current, String kind) {
        if (current == null) {
            throw new UnacceptableMessageException("a " + kind
                    + " message arrived, and the session has no handler for it; add one with Session.addMessageHandler "
                    + "in onOpen, or an @OnMessage method");
        }
        return current;
    }
}
