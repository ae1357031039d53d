package dev.adieu.websocket.impl.connection.proxy;

import io.netty.channel.ChannelPipeline;

/** Hears whether a proxy opens a tunnel. Called on the event loop. */
public interface TunnelListener {

    /** Adds the handlers that use the tunnel at the end of the pipeline. They are told then that it is active. */
    void tunnelOpen(ChannelPipeline pipeline);

    /** Hears that there will be no tunnel. */
    void tunnelFailed(Throwable failure);
}
