package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.DecodeException;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the messages that come before the application has added a handler for them, if it adds its handlers only after
 * {@code connectToServer} has returned. Messages of a kind are kept until its first handler is added. If more come than
 * are kept, all are dropped and no more are kept. All of its state is guarded by the lock of {@link MessageHandlers}.
 */
final class EarlyMessages {

    private static final Logger LOGGER = Logger.getLogger(EndpointInstance.class.getName());

    /** The most that is kept before one more message; the same that is read ahead of a slow endpoint. */
    private static final long FULL = 256 * 1024;
    /** Counted for each message in addition to its content, so that many small ones count as well. */
    private static final long OVERHEAD = 64;

    private static final String REMEDY = "add it with Session.addMessageHandler in onOpen, or use an @OnMessage method";

    /** A message that is kept. */
    sealed interface Message {

        boolean isText();

        /** Returns the number of characters or bytes. */
        int length();

        /** Delivers the message to its handler. */
        void dispatch(MessageHandlers to) throws DecodeException, IOException, DeploymentException;
    }

    record Text(String text) implements Message {

        @Override
        public boolean isText() {
            return true;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public void dispatch(MessageHandlers to) throws DecodeException, IOException, DeploymentException {
            to.dispatchText(text, true);
        }
    }

    record Binary(byte[] bytes) implements Message {

        @Override
        public boolean isText() {
            return false;
        }

        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public void dispatch(MessageHandlers to) throws DecodeException, IOException, DeploymentException {
            to.dispatchBinary(bytes, true);
        }
    }

    private final Class<?> endpointClass;
    private final ArrayDeque<Message> kept = new ArrayDeque<>(1);
    private long size;

    EarlyMessages(Class<?> endpointClass) {
        this.endpointClass = endpointClass;
    }

    /** Keeps a message. Returns whether it did: if there are too many, it drops all of them and logs a warning. */
    boolean keep(Message message) {
        if (size > FULL) {
            LOGGER.log(
                    Level.WARNING,
                    "A session of {0} has received more than {1} bytes of messages that it had no handler for yet. They "
                            + "were dropped, and no more are kept: {2}",
                    new Object[] {endpointClass.getName(), FULL, REMEDY});
            kept.clear();
            return false;
        }
        kept.add(message);
        size += OVERHEAD + message.length();
        return true;
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** Takes the first message that there is a handler for now. */
    Optional<Message> next(Predicate<Message> hasHandler) {
        for (Iterator<Message> each = kept.iterator(); each.hasNext(); ) {
            Message message = each.next();
            if (hasHandler.test(message)) {
                each.remove();
                size -= OVERHEAD + message.length();
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    /** Drops the messages for which no handler was added, and logs a warning. */
    void end() {
        if (!kept.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    "A session of {0} has ended, and {1} of its messages never had a handler: {2}",
                    new Object[] {endpointClass.getName(), kept.size(), REMEDY});
            kept.clear();
        }
    }
}
