package dev.adieu.websocket.impl.endpoint;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.adieu.websocket.impl.endpoint.HandlerSlot.Handler;
import jakarta.websocket.DecodeException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.glassfish.tyrus.core.MessageHandlerManager;
import org.glassfish.tyrus.core.ReflectionHelper;
import org.jspecify.annotations.Nullable;

/**
 * The message handlers of one session. Tyrus decides which may be added; there is at most one for text, one for binary
 * and one for pong (Jakarta WebSocket 2.2, section 2.1.3). Handlers may be added and removed on any thread while
 * messages are dispatched on another.
 */
public final class MessageHandlers {

    private static final String UNTOLD_TYPE = "If that is not what it takes, its class does not tell, as that of a "
            + "lambda does not: name the type then, as in addMessageHandler(String.class, handler)";

    private final Coders coders;
    private final OnMessageMethods methods;
    private final Object lock = new Object();
    /** {@code null} unless {@code onOpen} has returned and had added no handler. Changed under the lock. */
    private volatile @Nullable EarlyMessages early;

    // Changed under the lock, read by any thread.
    private final HandlerSlot text = new HandlerSlot("text");
    private final HandlerSlot binary = new HandlerSlot("binary");
    private final HandlerSlot pong = new HandlerSlot("pong");

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
        Set<MessageHandler> added = new HashSet<>();
        Stream.of(text.current(), binary.current(), pong.current())
                .filter(handler -> handler != null && added.add(handler.handler()))
                .forEach(handler -> add(handler, manager));
        return manager;
    }

    @SuppressWarnings("unchecked")
    private static void add(Handler handler, MessageHandlerManager manager) {
        Class<Object> type = (Class<Object>) handler.type();
        if (handler.isPartial()) {
            manager.addMessageHandler(type, (MessageHandler.Partial<Object>) handler.handler());
        } else {
            manager.addMessageHandler(type, (MessageHandler.Whole<Object>) handler.handler());
        }
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
            text.remove(handler);
            binary.remove(handler);
            pong.remove(handler);
        }
    }

    public Set<MessageHandler> all() {
        synchronized (lock) {
            return manager().getMessageHandlers();
        }
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
        int limit = methods.limit(type);
        if (type == PongMessage.class) {
            pong.set(new Handler(handler, type, limit, false));
            return;
        }
        if (coders.decodesText(type)) {
            text.set(new Handler(handler, type, limit, coders.streamsText(type) && mayStream(type, limit)));
        }
        if (coders.decodesBinary(type)) {
            binary.set(new Handler(handler, type, limit, coders.streamsBinary(type) && mayStream(type, limit)));
        }
    }

    /**
     * Begins to keep messages that there is no handler for, until the first handler for their kind is added, unless
     * there are handlers. To be called when {@code onOpen} has returned.
     */
    void keepEarly(Class<?> endpointClass) {
        synchronized (lock) {
            if (text.current() == null && binary.current() == null) {
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
            // Nothing waits for a kind that had a handler once.
            if (early == null || slot(message).wasUsed()) {
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
            return early == null
                    ? Optional.empty()
                    : early.next(message -> slot(message).current() != null);
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

    private HandlerSlot slot(EarlyMessages.Message message) {
        return message.isText() ? text : binary;
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

    /** The limit of a method counts for an object that a stream decoder makes, and not for a stream (section 4.7.1). */
    private static boolean mayStream(Class<?> type, int limit) {
        return limit == HandlerSlot.NO_LIMIT || type == Reader.class || type == InputStream.class;
    }

    @GuardedBy("lock")
    private void setPartial(MessageHandler handler, Class<?> type) {
        Handler added = new Handler(handler, type, HandlerSlot.NO_LIMIT, false);
        if (type == String.class) {
            text.set(added);
        } else {
            binary.set(added);
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
        return text.takesParts();
    }

    public boolean takesBinaryInParts() {
        return binary.takesParts();
    }

    public boolean takesTextAsStream() {
        return text.takesStreams();
    }

    public boolean takesBinaryAsStream() {
        return binary.takesStreams();
    }

    /** Returns the limit of the text handler's own, or -1 if it has none. */
    public int textLimit() {
        return text.limit();
    }

    /** Returns the limit of the binary handler's own, or -1 if it has none. */
    public int binaryLimit() {
        return binary.limit();
    }

    @SuppressWarnings("unchecked")
    void dispatchText(String message, boolean last) throws DecodeException, IOException, DeploymentException {
        Handler handler = text.forPart(last);
        if (handler == null) {
            return;
        }
        if (handler.isPartial()) {
            ((MessageHandler.Partial<String>) handler.handler()).onMessage(message, last);
        } else {
            give(coders.decodeText(message, handler.type()), handler);
        }
    }

    @SuppressWarnings("unchecked")
    void dispatchBinary(byte[] message, boolean last) throws DecodeException, IOException, DeploymentException {
        Handler handler = binary.forPart(last);
        if (handler == null) {
            return;
        }
        if (handler.isPartial()) {
            Object part = handler.type() == byte[].class ? message : ByteBuffer.wrap(message);
            ((MessageHandler.Partial<Object>) handler.handler()).onMessage(part, last);
        } else {
            give(coders.decodeBinary(message, handler.type()), handler);
        }
    }

    void dispatchTextStream(Reader message) throws DecodeException, IOException, DeploymentException {
        Handler handler = text.forStream();
        give(coders.decodeTextStream(message, handler.type()), handler);
    }

    void dispatchBinaryStream(InputStream message) throws DecodeException, IOException, DeploymentException {
        Handler handler = binary.forStream();
        give(coders.decodeBinaryStream(message, handler.type()), handler);
    }

    void dispatchPong(byte[] payload) {
        Handler handler = pong.current();
        if (handler != null) {
            ByteBuffer data = ByteBuffer.wrap(payload);
            PongMessage message = () -> data;
            give(message, handler);
        }
    }

    @SuppressWarnings("unchecked")
    private static void give(Object message, Handler handler) {
        ((MessageHandler.Whole<Object>) handler.handler()).onMessage(message);
    }
}
