package dev.adieu.websocket.impl.connection.receive;

import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.Closing;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import io.netty.channel.Channel;
import java.io.IOException;

/**
 * Receives the events of an established connection. Methods are called on the event loop, unless their comment says
 * otherwise.
 */
public interface ReceiveListener {

    /** Returns the state of closing now. Any thread. */
    Closing closing();

    /** Returns what the endpoint takes now. Any thread. */
    MessageLimits currentLimits();

    /** Called when bytes came, which may be a part of a frame. */
    void bytesCame(int count);

    /** Returns whether a pong answers a ping that the application did not send. Such a pong is not delivered. */
    boolean answersOwnPing(byte[] pong);

    /** Called when the first Close frame came. */
    void closeReceived(CloseBody body);

    /** Called when a ping came. */
    void pingReceived(byte[] payload);

    /** Called when a message is larger than its limit. */
    void messageTooBig(IOException failure);

    /** Called when what came cannot be read any further. */
    void failed(ReceiveFailure kind, Throwable failure);

    /** Called when nothing more will come: after a FIN, or with TLS the alert before it, or after TCP broke. */
    void peerEndedTcp(Channel channel);

    /** Called when TCP broke. Its end follows. */
    void tcpFailed(Throwable failure);

    /** Called when the transport accepts bytes again. */
    void writable();

    /** Runs a delivery behind the callbacks that were queued before it. */
    void deliver(Runnable delivery);

    /** Runs a task on the event loop, unless the connection has ended. Any thread. */
    void onLoop(Runnable task);

    /** Returns the listener that messages are delivered to. Any thread. */
    MessageListener messages();
}
