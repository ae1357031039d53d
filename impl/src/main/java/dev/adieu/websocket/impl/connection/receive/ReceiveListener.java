package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import io.netty.channel.Channel;
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

    /** Hears that so many bytes came, which may be a part of a frame. */
    void bytesCame(int count);

    /** Returns whether a pong answers a ping that the application did not send. Such a pong is not delivered. */
    boolean answersOwnPing(byte[] pong);

    /** Hears that the first Close frame came. */
    void closeReceived(CloseBody body);

    /** Hears that a ping came. */
    void pingReceived(byte[] payload);

    /** Hears that a message is larger than its limit. */
    void messageTooBig(IOException failure);

    /** Hears that what came cannot be read any further. */
    void failed(ReceiveFailure kind, Throwable failure);

    /** Hears that nothing more will come: after a FIN, or with TLS the alert before it, or after TCP broke. */
    void peerEndedTcp(Channel channel);

    /** Hears that TCP broke. Its end follows. */
    void tcpFailed(Throwable failure);

    /** Hears that the transport accepts bytes again. */
    void writable();

    /** Runs a delivery behind the callbacks that were queued before it. */
    void deliver(Runnable delivery);

    /** Runs a task on the event loop, unless the connection has ended. Any thread. */
    void onLoop(Runnable task);

    /** Returns the listener that messages are delivered to. Any thread. */
    MessageListener messages();
}
