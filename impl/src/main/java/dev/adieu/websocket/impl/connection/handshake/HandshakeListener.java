package dev.adieu.websocket.impl.connection.handshake;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;

/** Is told how an attempt to connect proceeds. All methods but {@link #isConnecting} are called on the event loop. */
public interface HandshakeListener {

    /** Returns whether the attempt is still running. Any thread. */
    boolean isConnecting();

    /** TCP is connected. The attempt has no other channel. */
    void connected(Channel channel);

    /** The channel is not used any more; another one, or the end of the attempt, follows. */
    void gaveUp(Channel channel);

    /**
     * The opening handshake is complete. The pipeline still holds the HTTP decoder, which passes on the bytes that came
     * with the response only after this method has returned. So the listener adds its own handlers here, and may write.
     */
    void established(OpeningHandshake.Accepted accepted, ChannelPipeline pipeline);

    /** The attempt failed. */
    void attemptFailed(Throwable failure);
}
