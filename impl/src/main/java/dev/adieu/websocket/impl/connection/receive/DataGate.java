package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.ReadyState;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides whether data may be read: not before {@code onOpen} has returned, since only then is it known how the
 * endpoint takes it, and not while the endpoint is behind. Once the connection is no longer open there is nothing to
 * wait for. Event loop only, except for {@link #onOpenReturned}.
 */
final class DataGate {

    private enum OnOpen {
        RUNS,
        RUNS_WHILE_DATA_WAITS,
        RETURNED
    }

    private final ReceiveListener listener;
    private final Backlog backlog;
    /**
     * Changed by the event loop, which holds data back, and by the thread of {@code onOpen}: the second sees what the
     * first has done.
     */
    private final AtomicReference<OnOpen> onOpen = new AtomicReference<>(OnOpen.RUNS);

    DataGate(ReceiveListener listener, Backlog backlog) {
        this.listener = listener;
        this.backlog = backlog;
    }

    /** Returns whether data may be read now. If not, it is remembered that data waits for {@code onOpen}. */
    boolean isOpen() {
        return listener.closing().state() != ReadyState.OPEN || onOpenHasReturned() && !backlog.isFull();
    }

    private boolean onOpenHasReturned() {
        return onOpen.get() == OnOpen.RETURNED
                || !onOpen.compareAndSet(OnOpen.RUNS, OnOpen.RUNS_WHILE_DATA_WAITS) && onOpen.get() == OnOpen.RETURNED;
    }

    /** Returns whether the endpoint is behind, so that nothing more is to be read from TCP. */
    boolean isBehind() {
        return backlog.isFull() && listener.closing().state() == ReadyState.OPEN;
    }

    /** Opens the gate; returns whether data waits for that. Any thread. */
    boolean onOpenReturned() {
        return onOpen.getAndSet(OnOpen.RETURNED) == OnOpen.RUNS_WHILE_DATA_WAITS;
    }
}
