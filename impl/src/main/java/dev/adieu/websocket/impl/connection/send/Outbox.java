package dev.adieu.websocket.impl.connection.send;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits to be written, in the order in which it was accepted, the Close frame last and once. Guarded by the lock
 * of its connection.
 */
public final class Outbox {

    private final ArrayDeque<Outbound> data = new ArrayDeque<>(1);
    /** Only the latest ping needs its answer (RFC 6455, section 5.5.3), so a flood of pings does not fill the queue. */
    private Outbound pong;

    private Outbound close;
    private boolean ended;

    public void add(Outbound frame) {
        data.add(frame);
    }

    /** Takes back a frame that has not been written yet. */
    public boolean withdraw(Outbound frame) {
        return data.remove(frame);
    }

    /** An automatic pong may overtake data, but not follow our Close. Gives the one that it replaces. */
    public Outbound answerPing(Outbound answer) {
        Outbound replaced = ended ? answer : pong;
        pong = ended ? null : answer;
        return replaced;
    }

    public void close(Outbound frame) {
        close = frame;
    }

    /** The next frames to write: as many as have so many bytes of payload together, or one that has more. */
    public List<Outbound> next(int bytes) {
        List<Outbound> frames = new ArrayList<>();
        long size = 0;
        for (Outbound next = peek(); next != null; next = peek()) {
            size += next.frame.payload().remaining();
            if (size > bytes && !frames.isEmpty()) {
                break;
            }
            frames.add(next);
            remove(next);
        }
        return frames;
    }

    private Outbound peek() {
        if (ended) {
            return null;
        } else if (pong != null) {
            return pong;
        }
        return data.isEmpty() ? close : data.peek();
    }

    private void remove(Outbound next) {
        if (next == pong) {
            pong = null;
        } else if (next == close) {
            ended = true;
        } else {
            data.remove();
        }
    }

    public boolean isEmpty() {
        return peek() == null;
    }

    /** Takes out everything that will not be written. */
    public List<Outbound> drain() {
        List<Outbound> rest = new ArrayList<>(data);
        data.clear();
        if (pong != null) {
            rest.add(pong);
            pong = null;
        }
        if (close != null && !ended) {
            rest.add(close);
        }
        close = null;
        return rest;
    }
}
