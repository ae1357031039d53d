package dev.adieu.websocket.impl.connection.send;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the writes that Netty has accepted and not completed. Only the event loop changes the count; it increments
 * under the connection's lock, so that a thread that holds the lock and finds none knows that no write begins
 * meanwhile.
 */
public final class NettyWrites {

    private final AtomicInteger count = new AtomicInteger();

    public void begun() {
        count.incrementAndGet();
    }

    public void ended() {
        count.decrementAndGet();
    }

    public boolean none() {
        return count.get() == 0;
    }
}
