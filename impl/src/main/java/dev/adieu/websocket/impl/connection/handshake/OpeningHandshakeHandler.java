package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.auth.Challenge;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.List;

/** Sends the opening handshake when TCP, proxy and TLS are ready, and acts on the response. Event loop only. */
public final class OpeningHandshakeHandler extends SimpleChannelInboundHandler<HttpObject> {

    /** More than any server needs for its headers, and little enough to be sent by an evil one. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private final Connector connector;
    private final HandshakeListener listener;
    private final OpeningHandshake handshake;
    private OpeningHandshake.Accepted accepted;

    OpeningHandshakeHandler(Connector connector, HandshakeListener listener, OpeningHandshake handshake) {
        this.connector = connector;
        this.listener = listener;
        this.handshake = handshake;
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(
                new HttpClientCodec(
                        new HttpDecoderConfig()
                                .setMaxHeaderSize(MAX_HEADER_BYTES)
                                .setMaxInitialLineLength(MAX_HEADER_BYTES),
                        false,
                        false),
                this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(handshake.httpRequest());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (!listener.isConnecting()) {
            return;
        }
        try {
            if (part instanceof HttpResponse response) {
                read(ctx, response);
            }
            if (part instanceof LastHttpContent && accepted != null) {
                switchProtocols(ctx);
            }
        } catch (IOException | RuntimeException e) {
            listener.attemptFailed(e);
        }
    }

    private void read(ChannelHandlerContext ctx, HttpResponse response) throws OpeningHandshakeException {
        if (response.decoderResult().isFailure()) {
            throw new OpeningHandshakeException(
                    "the answer of " + connector.address() + " is not an HTTP response: "
                            + response.decoderResult().cause().getMessage(),
                    response.decoderResult().cause());
        }
        HttpResponseStatus status = response.status();
        if (status.code() == 101) {
            accepted = handshake.accept(response);
        } else if (status.codeClass() == HttpStatusClass.INFORMATIONAL) {
            return; // Another response follows (RFC 9110, section 15.2).
        } else if (status.code() == 401 && connector.hasCredentials() && authorized(ctx, response)) {
            return;
        } else if (isRedirect(status)
                && connector.mayRedirect()
                && response.headers().contains(HttpHeaderNames.LOCATION)) {
            connector.redirect(ctx.channel(), next(response.headers().get(HttpHeaderNames.LOCATION)));
        } else {
            throw new OpeningHandshakeException(
                    "the server of " + connector.address() + " answered the opening handshake with \"" + status
                            + "\" and not with 101 (RFC 6455, section 4.1)" + hint(status),
                    status.code(),
                    response.headers().get(HttpHeaderNames.RETRY_AFTER));
        }
    }

    private boolean authorized(ChannelHandlerContext ctx, HttpResponse response) {
        List<Challenge> challenges = Challenge.parse(response.headers().getAll(HttpHeaderNames.WWW_AUTHENTICATE));
        boolean may = connector.mayAuthorize(challenges);
        if (may) {
            connector.authorize(ctx.channel(), challenges);
        }
        return may;
    }

    private static boolean isRedirect(HttpResponseStatus status) {
        return switch (status.code()) {
            case 300, 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private String hint(HttpResponseStatus status) {
        if (isRedirect(status)) {
            return "; " + connector.redirects() + " redirects were followed, and adieu.max-redirects allows no more";
        }
        if (status.code() == 401) {
            return connector.wasAuthorized()
                    ? "; it does not accept the credentials (adieu.credentials)"
                    : "; adieu.credentials are sent to the server that was asked for, if it offers Basic or Digest";
        }
        return "";
    }

    private ServerAddress next(String location) throws OpeningHandshakeException {
        try {
            ServerAddress next = connector.address().redirectedTo(location);
            if (connector.address().secure() && !next.secure()) {
                throw new IllegalArgumentException("it leaves TLS");
            }
            return next;
        } catch (IllegalArgumentException e) {
            throw new OpeningHandshakeException(
                    "the server redirects to \"" + location + "\", where the client cannot go: " + e.getMessage(), e);
        }
    }

    private void switchProtocols(ChannelHandlerContext ctx) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(this);
        // Before the listener hears of it, because it may write frames at once.
        pipeline.get(HttpClientCodec.class).removeOutboundHandler();
        listener.established(accepted, pipeline);
        // Last, because this passes on the bytes that came in the same segment as the response.
        pipeline.remove(HttpClientCodec.class);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            listener.attemptFailed(new OpeningHandshakeException(
                    "the server of " + connector.address() + " ended TCP before it completed the opening handshake"));
        } else if (event instanceof SslHandshakeCompletionEvent tls && !tls.isSuccess()) {
            failed(tls.cause());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        failed(thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown);
    }

    private void failed(Throwable failure) {
        listener.attemptFailed(failure);
    }
}
