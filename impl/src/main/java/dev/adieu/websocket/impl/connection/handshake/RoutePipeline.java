package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.tls.HostVerification;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLEngine;

/** Puts together what lies between TCP and the opening handshake: TLS to the proxy, the proxy, TLS to the server. */
public final class RoutePipeline {

    private final HandshakeSettings settings;
    private final Executor callbacks;
    private final Executor waiting;

    /**
     * For one connection.
     *
     * @param waiting runs what may wait and is not the application's code
     */
    RoutePipeline(HandshakeSettings settings, Executor callbacks, Executor waiting) {
        this.settings = settings;
        this.callbacks = callbacks;
        this.waiting = waiting;
    }

    ChannelInitializer<SocketChannel> to(HandshakeRequest request, Route route, OpeningHandshakeHandler handshake) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                ChannelPipeline pipeline = channel.pipeline();
                if (settings.proxy() != null) {
                    addProxy(pipeline, settings.proxy(), route);
                }
                if (route.tls() != null) {
                    addTls(pipeline, route.tls(), request.address().publicHost());
                }
                handshake.addTo(pipeline);
            }
        };
    }

    private void addProxy(ChannelPipeline pipeline, Proxy proxy, Route route) {
        if (route.proxyTls() != null) {
            addTls(pipeline, route.proxyTls(), proxy.host());
        }
        HttpHeaders headers = new DefaultHttpHeaders();
        proxy.headers().forEach(headers::set);
        InetSocketAddress address = new InetSocketAddress(route.address(), proxy.port());
        HttpProxyHandler handler = proxy.user() == null
                ? new HttpProxyHandler(address, headers)
                : new HttpProxyHandler(address, proxy.user(), proxy.password(), headers);
        handler.setConnectTimeoutMillis(0);
        pipeline.addLast(handler);
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
