package dev.adieu.websocket.impl.endpoint;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One encoder or decoder. No two threads are in an encoder at the same time (Jakarta WebSocket 2.2, {@link Encoder}):
 * if one encodes when the session ends, that thread destroys the encoder when it leaves, and the session waits for
 * nothing. Any thread.
 */
final class Coder {

    private static final Logger LOGGER = Logger.getLogger(SessionComponents.class.getName());

    /** A call of the encoder. */
    @FunctionalInterface
    interface Use {
        Object of(Encoder encoder) throws EncodeException, IOException;
    }

    private final Components.Component<?> component;
    private final ReentrantLock inUse = new ReentrantLock();
    private volatile boolean ended;

    @GuardedBy("inUse")
    private boolean destroyed;

    Coder(Components.Component<?> component) {
        this.component = component;
    }

    Decoder decoder() {
        return (Decoder) component.instance();
    }

    /**
     * Calls the encoder.
     *
     * @throws IllegalStateException if the session has ended
     */
    Object encode(Use use) throws EncodeException, IOException {
        inUse.lock();
        try {
            if (ended) {
                throw new IllegalStateException(
                        component.instance().getClass().getName() + " encodes no more: the session has ended");
            }
            return use.of((Encoder) component.instance());
        } finally {
            inUse.unlock();
            destroyIfUnused();
        }
    }

    /** Destroys the object now, or when the thread that is in it leaves. */
    void end() {
        ended = true;
        destroyIfUnused();
    }

    private void destroyIfUnused() {
        if (ended && !inUse.isHeldByCurrentThread() && inUse.tryLock()) {
            try {
                if (!destroyed) {
                    destroyed = true;
                    destroy();
                }
            } finally {
                inUse.unlock();
            }
        }
    }

    private void destroy() {
        try {
            if (component.instance() instanceof Encoder encoder) {
                encoder.destroy();
            } else if (component.instance() instanceof Decoder decoder) {
                decoder.destroy();
            }
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, component.instance().getClass().getName() + " threw from destroy", e);
        }
        SessionComponents.destroy(component);
    }
}
