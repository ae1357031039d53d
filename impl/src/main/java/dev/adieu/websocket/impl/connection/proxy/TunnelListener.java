package dev.adieu.websocket.impl.connection.proxy;

import io.netty.channel.ChannelPipeline;
import java.util.List;

/** Receives the answer of a proxy that was asked for a tunnel. Called on the event loop. */
public interface TunnelListener {

    /** Adds the handlers that use the tunnel at the end of the pipeline. {@code channelActive} is fired after that. */
    void tunnelOpen(ChannelPipeline pipeline);

    /**
     * Called when the proxy asks for credentials. The listener may begin anew, over another connection.
     *
     * @param challenges the values of {@code Proxy-Authenticate}; empty if it is a SOCKS proxy
     * @param refusal what to fail with otherwise
     */
    void tunnelChallenged(List<String> challenges, TunnelRefusedException refusal);

    /** Called when there will be no tunnel. */
    void tunnelFailed(Throwable failure);
}
