package dev.adieu.websocket.impl.connection.send;

/** Hears what the operating system accepts. */
@FunctionalInterface
public interface SendListener {

    /**
     * The operating system accepted bytes. Called on the event loop, or on the thread that writes directly.
     *
     * @param payload how many of them are message payload; 0 if that is not known yet
     */
    void bytesAccepted(int payload);
}
