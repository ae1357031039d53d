package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.proxy.HttpTunnel;
import dev.adieu.websocket.impl.connection.proxy.Proxy;
import dev.adieu.websocket.impl.connection.proxy.TunnelListener;
import dev.adieu.websocket.impl.connection.proxy.TunnelRefusedException;
import dev.adieu.websocket.impl.connection.tls.HostVerification;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import jakarta.websocket.DeploymentException;
import java.util.concurrent.Executor;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLEngine;

/**
 * Puts together what lies between TCP and the opening handshake: TLS to the proxy, the tunnel, TLS to the server. Event
 * loop only.
 */
final class RoutePipeline {

    private final HandshakeSettings settings;
    private final Executor callbacks;
    private final Executor waiting;
    private final HandshakeListener listener;

    /**
     * Creates the pipelines of one connection.
     *
     * @param waiting runs what may wait and is not the application's code
     */
    RoutePipeline(HandshakeSettings settings, Executor callbacks, Executor waiting, HandshakeListener listener) {
        this.settings = settings;
        this.callbacks = callbacks;
        this.waiting = waiting;
        this.listener = listener;
    }

    /** Takes the pipeline of a connection that is active, and is told so when the handlers are in it. */
    void build(ChannelPipeline pipeline, ServerAddress server, Route route, OpeningHandshakeHandler handshake) {
        Proxy proxy = settings.proxy();
        if (proxy == null) {
            addServer(pipeline, server, route, handshake);
        } else {
            if (route.proxyTls() != null) {
                addTls(pipeline, route.proxyTls(), proxy.host());
            }
            new HttpTunnel(proxy, server.hostAndPort(), new TunnelListener() {
                        @Override
                        public void tunnelOpen(ChannelPipeline tunnel) {
                            addServer(tunnel, server, route, handshake);
                        }

                        @Override
                        public void tunnelFailed(Throwable failure) {
                            listener.attemptFailed(
                                    failure instanceof TunnelRefusedException
                                            ? new DeploymentException(failure.getMessage(), failure)
                                            : failure);
                        }
                    })
                    .addTo(pipeline);
        }
        pipeline.fireChannelActive();
    }

    private void addServer(
            ChannelPipeline pipeline, ServerAddress server, Route route, OpeningHandshakeHandler handshake) {
        if (route.tls() != null) {
            addTls(pipeline, route.tls(), server.publicHost());
        }
        handshake.addTo(pipeline);
    }

    private void addTls(ChannelPipeline pipeline, SSLEngine engine, String host) {
        // A trust manager may look things up, which no event loop may wait for.
        SslHandler handler = new SslHandler(engine, waiting);
        // The connect timeout covers the whole attempt; and ending TCP does not wait for the peer.
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyReadTimeoutMillis(0);
        pipeline.addLast(handler);
        HostnameVerifier verifier = settings.tls().hostnameVerifier();
        if (verifier != null) {
            pipeline.addLast(new HostVerification(handler, verifier, host, callbacks));
        }
    }
}
