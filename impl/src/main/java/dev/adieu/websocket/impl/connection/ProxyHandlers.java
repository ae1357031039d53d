package dev.adieu.websocket.impl.connection;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.proxy.HttpProxyHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;

/** The way through an HTTP or HTTPS proxy. */
final class ProxyHandlers {

    private ProxyHandlers() {
    }

    static void addTo(ChannelPipeline pipeline, Proxy proxy, InetAddress address, TlsEngines tls) throws GeneralSecurityException {
        if (proxy.tls()) {
            pipeline.addLast(TlsHandlers.handler(tls.create(proxy.host(), proxy.port())));
        }
        HttpHeaders headers = new DefaultHttpHeaders();
        proxy.headers().forEach(headers::set);
        InetSocketAddress proxyAddress = new InetSocketAddress(address, proxy.port());
        HttpProxyHandler handler = proxy.user() == null
                ? new HttpProxyHandler(proxyAddress, headers)
                : new HttpProxyHandler(proxyAddress, proxy.user(), proxy.password(), headers);
        handler.setConnectTimeoutMillis(0);
        pipeline.addLast(handler);
    }
}
