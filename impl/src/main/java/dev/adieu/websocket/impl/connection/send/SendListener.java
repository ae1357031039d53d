package dev.adieu.websocket.impl.connection.send;

/** Is notified when the operating system accepts bytes, and when it accepts no more. */
public interface SendListener {

    /**
     * Called when the operating system has accepted bytes, on the event loop, or on the thread that writes directly.
     *
     * @param payload how many of them are message payload; 0 if that is not known yet
     */
    void bytesAccepted(int payload);

    /** Returns the failure to report to the sender of a message whose write failed. Event loop only. */
    default Throwable notWritten(Throwable cause) {
        return cause;
    }

    /** Called on the event loop when TCP or TLS broke under a write; its end follows. */
    void writeFailed(Throwable cause);
}
