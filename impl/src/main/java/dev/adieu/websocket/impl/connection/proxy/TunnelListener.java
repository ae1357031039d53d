package dev.adieu.websocket.impl.connection.proxy;

import io.netty.channel.ChannelPipeline;
import java.util.List;

/** Hears whether a proxy opens a tunnel. Called on the event loop. */
public interface TunnelListener {

    /** Adds the handlers that use the tunnel at the end of the pipeline. {@code channelActive} is fired after that. */
    void tunnelOpen(ChannelPipeline pipeline);

    /**
     * Hears that the proxy asks for credentials. The listener may begin anew, over another connection.
     *
     * @param challenges the values of {@code Proxy-Authenticate}
     * @param refusal what to fail with otherwise
     */
    void tunnelChallenged(List<String> challenges, TunnelRefusedException refusal);

    /** Hears that there will be no tunnel. */
    void tunnelFailed(Throwable failure);
}
