package dev.adieu.websocket.impl.connection.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Withholds everything that is to be sent over TLS until the application's own verifier has accepted the host. Event
 * loop only, except for the verifier.
 */
public final class HostVerification extends ChannelInboundHandlerAdapter {

    private final SslHandler tls;
    private final HostnameVerifier verifier;
    private final String host;
    private final Executor callbacks;

    public HostVerification(SslHandler tls, HostnameVerifier verifier, String host, Executor callbacks) {
        this.tls = tls;
        this.verifier = verifier;
        this.host = host;
        this.callbacks = callbacks;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        tls.handshakeFuture().addListener(handshake -> {
            if (handshake.isSuccess()) {
                callbacks.execute(() -> verify(ctx));
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // Withheld until the host is verified, because this event makes the next handler send.
    }

    private void verify(ChannelHandlerContext ctx) {
        @Nullable Throwable failure;
        try {
            failure = verifier.verify(host, tls.engine().getSession())
                    ? null
                    : new SSLPeerUnverifiedException("the hostname verifier "
                            + verifier.getClass().getName() + " does not accept the certificate of \"" + host + "\"");
        } catch (Throwable t) {
            failure = t;
        }
        Throwable result = failure;
        try {
            ctx.executor().execute(() -> verified(ctx, result));
        } catch (RejectedExecutionException e) {
            // The attempt was cancelled, and its threads have ended since.
        }
    }

    private void verified(ChannelHandlerContext ctx, @Nullable Throwable failure) {
        if (failure != null) {
            ctx.fireExceptionCaught(failure);
        } else if (ctx.channel().isActive()) {
            ctx.fireChannelActive();
            ctx.pipeline().remove(this);
        }
    }
}
