package dev.adieu.websocket.impl.connection.proxy;

import dev.adieu.websocket.impl.connection.tcp.NetworkFailures;
import dev.adieu.websocket.impl.connection.tls.TlsFailures;
import dev.adieu.websocket.impl.connection.tls.TlsFailures.Peer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tunnel to ask a proxy for, and the messages for its failures. Event loop only.
 *
 * @param host of the server, for the proxy to look up
 * @param authorization the value of {@code Proxy-Authorization}; {@code null} for none
 * @param mayAsk whether credentials may be found if the proxy asks for them and has none yet
 */
public record Tunnel(
        Proxy proxy, String host, int port, @Nullable String authorization, boolean mayAsk, TunnelListener listener) {

    /** Adds the handler that asks the proxy when the pipeline is active, and leaves it when the proxy has agreed. */
    public void addTo(ChannelPipeline pipeline) {
        switch (Objects.requireNonNull(proxy.kind(), "without a proxy there is no tunnel")) {
            case HTTP, HTTPS -> new HttpTunnel(this).addTo(pipeline);
            case SOCKS4A -> pipeline.addLast(new Socks4Tunnel(this));
            case SOCKS5 -> pipeline.addLast(new Socks5Tunnel(this));
        }
    }

    /** Returns host and port of the server (RFC 9110, section 9.3.6). */
    String target() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Returns proxy and server, without the credentials. */
    @Override
    public String toString() {
        return target() + " through " + proxy;
    }

    TunnelRefusedException refused(String why, @Nullable Throwable cause) {
        return new TunnelRefusedException(message(why), cause);
    }

    private String message(String why) {
        return "the proxy " + proxy + " (adieu.proxy) does not connect to " + target() + ": " + why;
    }

    /** Fails if the event is the end of TCP or of the TLS handshake with the proxy. */
    void heard(Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            listener.tunnelFailed(new IOException(message("it ended TCP")));
        } else if (event instanceof SslHandshakeCompletionEvent tls && !tls.isSuccess()) {
            failed(tls.cause());
        }
    }

    /** Fails with what was thrown, in the words of the proxy. */
    void failed(Throwable thrown) {
        Throwable failure = TlsFailures.explained(
                thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown,
                Peer.PROXY);
        String why = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        listener.tunnelFailed(failure instanceof IOException cause ? NetworkFailures.of(message(why), cause) : failure);
    }
}
