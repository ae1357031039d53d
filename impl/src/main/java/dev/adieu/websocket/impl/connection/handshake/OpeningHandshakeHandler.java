package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.impl.connection.auth.Challenge;
import dev.adieu.websocket.impl.connection.http.PeerText;
import dev.adieu.websocket.impl.connection.http.ResponseDetector;
import dev.adieu.websocket.impl.connection.http.ResponseLimits;
import dev.adieu.websocket.impl.connection.tls.TlsFailures;
import dev.adieu.websocket.impl.connection.tls.TlsFailures.Peer;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the opening handshake when TCP, the proxy and TLS are ready, and acts on the response: the last phase of an
 * attempt. Event loop only.
 */
public final class OpeningHandshakeHandler extends SimpleChannelInboundHandler<HttpObject>
        implements ResponseDetector.Listener {

    private static final String NOT_HTTP = "its answer to the opening handshake is not an HTTP response: ";

    private final Connector connector;
    private final HandshakeListener listener;
    private final OpeningHandshake handshake;
    /** {@code null} unless the server has accepted. */
    private OpeningHandshake.@Nullable Accepted accepted;
    /** {@code null} unless the server has refused, and its body is being read. */
    private @Nullable Refusal refusal;

    private int interimResponses;

    OpeningHandshakeHandler(Connector connector, HandshakeListener listener, OpeningHandshake handshake) {
        this.connector = connector;
        this.listener = listener;
        this.handshake = handshake;
    }

    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(
                new ResponseDetector(this), new HttpClientCodec(ResponseLimits.decoderConfig(), false, false), this);
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
                read(response);
            }
            boolean last = part instanceof LastHttpContent;
            if (refusal != null && part instanceof HttpContent body) {
                last |= !refusal.keep(body.content());
                if (last) {
                    conclude(ctx, refusal);
                }
            } else if (accepted != null && last) {
                switchProtocols(ctx, accepted);
            }
        } catch (DeploymentException | RuntimeException e) {
            listener.attemptFailed(e);
        }
    }

    /** Concludes with what has arrived of the body: more of it may never come. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (refusal != null && listener.isConnecting()) {
            try {
                conclude(ctx, refusal);
            } catch (DeploymentException | RuntimeException e) {
                listener.attemptFailed(e);
            }
        }
        ctx.fireChannelReadComplete();
    }

    private void read(HttpResponse response) throws DeploymentException {
        String malformed = ResponseLimits.malformed(response);
        if (malformed != null) {
            throw new DeploymentException(
                    NOT_HTTP + malformed, response.decoderResult().cause());
        }
        HttpResponseStatus status = response.status();
        if (status.code() == 101) {
            accepted = handshake.accept(response);
        } else if (!ResponseLimits.isInterim(status)) {
            refusal = new Refusal(connector.address(), response);
        } else if (++interimResponses > ResponseLimits.MAX_INTERIM_RESPONSES) {
            // Another response follows each (RFC 9110, section 15.2), but not without end.
            throw new DeploymentException("it answered the opening handshake with more than "
                    + ResponseLimits.MAX_INTERIM_RESPONSES
                    + " interim responses, the last of them " + PeerText.shown(status.toString()));
        }
    }

    private void conclude(ChannelHandlerContext ctx, Refusal refused) throws HandshakeRefusedException {
        refusal = null;
        switch (refused.status()) {
            case 300, 301, 302, 303, 307, 308 -> redirect(ctx, refused);
            case 401 -> authorize(ctx, refused);
            case 403 -> throw refused.exception("it may not know the Origin of the request (adieu.origin)");
            case 426 -> throw refused.exception(versions(refused));
            default -> throw refused.exception("");
        }
    }

    private static String versions(Refusal refused) {
        List<String> versions = refused.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION);
        return versions.isEmpty()
                ? ""
                : "it supports the versions " + PeerText.shown(versions.toString())
                        + " of the protocol (Sec-WebSocket-Version), and the client version 13";
    }

    private void redirect(ChannelHandlerContext ctx, Refusal refused) throws HandshakeRefusedException {
        List<String> locations = refused.headers().getAll(HttpHeaderNames.LOCATION);
        if (locations.stream().distinct().count() != 1) {
            // A second one may have been injected; browsers follow neither.
            throw refused.exception(
                    locations.isEmpty()
                            ? "it redirects, but has no Location"
                            : "it redirects, but has several Locations");
        }
        String location = locations.get(0);
        if (!connector.mayRedirect()) {
            throw refused.exception("it redirects to " + Refusal.shownReference(location)
                    + ", but adieu.max-redirects allows no more than " + connector.redirects() + " redirects");
        }
        try {
            connector.redirect(ctx.channel(), connector.address().redirectedTo(location));
        } catch (IllegalArgumentException e) {
            throw refused.exception("it redirects to " + Refusal.shownReference(location)
                    + ", where the client cannot go: " + e.getMessage());
        }
    }

    private void authorize(ChannelHandlerContext ctx, Refusal refused) throws HandshakeRefusedException {
        List<String> values = refused.headers().getAll(HttpHeaderNames.WWW_AUTHENTICATE);
        if (values.stream().allMatch(String::isBlank)) {
            throw refused.exception("it has no challenge (WWW-Authenticate) that credentials could answer");
        }
        String asks = "it asks for credentials with " + PeerText.shown(String.join(", ", values));
        if (connector.hasLeftOrigin()) {
            throw refused.exception(
                    asks + ", but after a redirect to another origin credentials are not sent any more");
        }
        if (!connector.hasCredentials()) {
            throw refused.exception(asks + ", but there are none; set adieu.credentials");
        }
        List<Challenge> challenges = Challenge.parse(values);
        if (!connector.mayAuthorize(challenges)) {
            throw refused.exception(
                    connector.wasAuthorized()
                            ? "it does not accept the credentials (adieu.credentials, or those in the address)"
                            : asks + ", which is malformed (RFC 9110, section 11.3)");
        }
        connector.authorize(ctx.channel(), refused, challenges);
    }

    private void switchProtocols(ChannelHandlerContext ctx, OpeningHandshake.Accepted answer) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(this);
        // Before the listener hears of it, because it may write frames at once.
        pipeline.get(HttpClientCodec.class).removeOutboundHandler();
        listener.established(answer, pipeline);
        // Last, because this passes on the bytes that came in the same segment as the response.
        pipeline.remove(HttpClientCodec.class);
    }

    @Override
    public void answeredWithTlsAlert() {
        listener.attemptFailed(
                new IOException("the server speaks TLS on this port; use wss: instead of ws:, or another port"));
    }

    @Override
    public void answeredWithoutHttp(String what) {
        listener.attemptFailed(new DeploymentException(NOT_HTTP + what));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            listener.attemptFailed(new IOException(
                    isInTls(ctx)
                            ? "the server ended TCP during the TLS handshake; it may not speak TLS on this port"
                            : "the server ended TCP before it answered the opening handshake" + certificateHint(ctx)));
        } else if (event instanceof SslHandshakeCompletionEvent tls && !tls.isSuccess()) {
            listener.attemptFailed(TlsFailures.explained(tls.cause(), Peer.SERVER));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        if (thrown instanceof DecoderException && thrown.getCause() != null) {
            listener.attemptFailed(TlsFailures.explained(thrown.getCause(), Peer.SERVER));
        } else if (thrown instanceof IOException && !(thrown instanceof SSLException)) {
            listener.attemptFailed(new IOException(
                    "TCP broke "
                            + (isInTls(ctx)
                                    ? "during the TLS handshake: "
                                    : "before the server answered the opening handshake: ")
                            + thrown.getMessage() + (isInTls(ctx) ? "" : certificateHint(ctx)),
                    thrown));
        } else {
            listener.attemptFailed(TlsFailures.explained(thrown, Peer.SERVER));
        }
    }

    private static String certificateHint(ChannelHandlerContext ctx) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        return tls == null
                ? ""
                : TlsFailures.missingCertificateHint(tls.engine().getSession());
    }

    private static boolean isInTls(ChannelHandlerContext ctx) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        return tls != null && !tls.handshakeFuture().isDone();
    }
}
