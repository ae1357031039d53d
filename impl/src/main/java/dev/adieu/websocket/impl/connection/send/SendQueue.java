package dev.adieu.websocket.impl.connection.send;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait to be written, in the order in which they were accepted; the Close frame comes last and once.
 * All of its state is guarded by the lock of its connection.
 */
public final class SendQueue {

    private final ArrayDeque<QueuedFrame> data = new ArrayDeque<>(1);
    /**
     * The answer to the latest ping; earlier ones need none (RFC 6455, section 5.5.3), so pings cannot fill the queue.
     */
    private @Nullable QueuedFrame pong;

    /** A ping of our own, to learn whether the peer lives. There is one at a time. */
    private @Nullable QueuedFrame ping;

    private @Nullable QueuedFrame close;
    /** True once the Close frame has been taken from the queue. */
    private boolean ended;

    public void add(QueuedFrame frame) {
        data.add(frame);
    }

    /** Removes a frame unless it has been taken for writing; returns whether it was removed. */
    public boolean withdraw(QueuedFrame frame) {
        return data.remove(frame);
    }

    /**
     * Adds an automatic pong, which may overtake data but not follow our Close. Returns the pong that will not be sent
     * because of that, or {@code null}.
     */
    public @Nullable QueuedFrame answerPing(QueuedFrame answer) {
        QueuedFrame replaced = ended ? answer : pong;
        pong = ended ? null : answer;
        return replaced;
    }

    /** Adds a ping that overtakes data. */
    public void ping(QueuedFrame asked) {
        ping = asked;
    }

    /** Sets the Close frame, which is written behind all data. */
    public void close(QueuedFrame frame) {
        close = frame;
    }

    /**
     * Takes the next frames to write: those that together have at most this many bytes of payload, or one larger frame.
     */
    public List<QueuedFrame> next(int bytes) {
        List<QueuedFrame> frames = new ArrayList<>();
        long size = 0;
        for (QueuedFrame next = peek(); next != null; next = peek()) {
            size += next.frame.payload().remaining();
            if (size > bytes && !frames.isEmpty()) {
                break;
            }
            frames.add(next);
            remove(next);
        }
        return frames;
    }

    private @Nullable QueuedFrame peek() {
        if (ended) {
            return null;
        } else if (pong != null) {
            return pong;
        } else if (ping != null) {
            return ping;
        }
        return data.isEmpty() ? close : data.peek();
    }

    private void remove(QueuedFrame next) {
        if (next == pong) {
            pong = null;
        } else if (next == ping) {
            ping = null;
        } else if (next == close) {
            ended = true;
        } else {
            data.remove();
        }
    }

    public boolean isEmpty() {
        return peek() == null;
    }

    /** Removes and returns all frames; none of them will be written. */
    public List<QueuedFrame> drain() {
        List<QueuedFrame> rest = new ArrayList<>(data);
        data.clear();
        if (pong != null) {
            rest.add(pong);
            pong = null;
        }
        if (ping != null) {
            rest.add(ping);
            ping = null;
        }
        if (close != null && !ended) {
            rest.add(close);
        }
        close = null;
        return rest;
    }
}
