package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import java.io.IOException;

/**
 * Hears what is received on an established connection. Methods are called on the event loop, unless their comment says
 * otherwise.
 */
public interface ReceiveListener {

    /** Returns the state of closing now. Any thread. */
    Closing closing();

    /** Returns what the endpoint takes now. Any thread. */
    MessageLimits currentLimits();

    /** Frames came. */
    void framesCame();

    /** The first Close frame came. */
    void closeReceived(CloseBody body);

    void pingReceived(byte[] payload);

    /** A message came that is larger than the session's limit. */
    void messageTooBig(IOException failure);

    /** What came cannot be read any further. */
    void failed(ReceiveFailure kind, Throwable failure);

    /** The peer sent its FIN, or with TLS the alert that comes before it. */
    void peerEndedTcp();

    /** TCP broke, and its end follows. */
    void tcpFailed(Throwable failure);

    /** The transport accepts bytes again. */
    void writable();

    /** Runs a delivery behind the callbacks before it. */
    void deliver(Runnable delivery);

    /** Returns who hears the messages. */
    MessageListener messages();
}
