package dev.adieu.websocket.impl.connection.proxy;

import dev.adieu.websocket.impl.connection.http.PeerText;
import dev.adieu.websocket.impl.connection.http.ResponseDetector;
import dev.adieu.websocket.impl.connection.http.ResponseLimits;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * Asks an HTTP proxy for a tunnel to the server, by CONNECT (RFC 9110, section 9.3.6). When the pipeline is active it
 * sends its request; when the proxy agrees, it leaves the pipeline to those who use the tunnel. Event loop only.
 */
final class HttpTunnel extends SimpleChannelInboundHandler<HttpObject> implements ResponseDetector.Listener {

    private static final String NOT_HTTP = "its answer is not an HTTP response: ";

    private final Tunnel tunnel;
    private final HttpRequestEncoder encoder = new HttpRequestEncoder();
    private final HttpResponseDecoder decoder = new HttpResponseDecoder(ResponseLimits.decoderConfig()) {

        /** Returns true: behind the headers comes the tunnel, or the body of a refusal, which is not waited for. */
        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            return true;
        }
    };

    private int interimResponses;
    private boolean agreed;
    /** True once the proxy has refused; the rest is the body of that response. */
    private boolean refused;

    HttpTunnel(Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    /** Adds this and what it needs. */
    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(new ResponseDetector(this), encoder, decoder, this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(request());
    }

    private FullHttpRequest request() {
        String target = tunnel.target();
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.CONNECT, target, Unpooled.EMPTY_BUFFER);
        request.headers().set(HttpHeaderNames.HOST, target);
        if (tunnel.authorization() != null) {
            request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, tunnel.authorization());
        }
        tunnel.proxy().headers().forEach(request.headers()::set);
        return request;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        try {
            if (part instanceof HttpResponse response && !refused) {
                read(response);
            }
            if (part instanceof LastHttpContent && agreed) {
                leave(ctx);
            }
        } catch (TunnelRefusedException | RuntimeException e) {
            tunnel.listener().tunnelFailed(e);
        }
    }

    private void read(HttpResponse response) throws TunnelRefusedException {
        HttpResponseStatus status = response.status();
        boolean valid = ResponseLimits.malformed(response) == null;
        if (valid && status.codeClass() == HttpStatusClass.SUCCESS) {
            agreed = true;
        } else if (valid
                && ResponseLimits.isInterim(status)
                && interimResponses < ResponseLimits.MAX_INTERIM_RESPONSES) {
            interimResponses++;
        } else {
            refused = true;
            refuse(response);
        }
    }

    private void refuse(HttpResponse response) throws TunnelRefusedException {
        String malformed = ResponseLimits.malformed(response);
        if (malformed != null) {
            throw tunnel.refused(NOT_HTTP + malformed, response.decoderResult().cause());
        }
        HttpResponseStatus status = response.status();
        if (ResponseLimits.isInterim(status)) {
            throw tunnel.refused(
                    "it answered with more than " + ResponseLimits.MAX_INTERIM_RESPONSES
                            + " interim responses, the last of them \"" + PeerText.shown(status.toString()) + "\"",
                    null);
        }
        TunnelRefusedException refusal =
                tunnel.refused("it answered \"" + PeerText.shown(status.toString()) + "\"", null);
        if (status.code() != HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED.code()) {
            throw refusal;
        }
        tunnel.listener().tunnelChallenged(response.headers().getAll(HttpHeaderNames.PROXY_AUTHENTICATE), refusal);
    }

    private void leave(ChannelHandlerContext ctx) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(encoder);
        tunnel.listener().tunnelOpen(pipeline);
        ctx.fireChannelActive();
        pipeline.remove(this);
        // Last, because this passes on the bytes that came in the same segment as the response.
        pipeline.remove(decoder);
    }

    @Override
    public void answeredWithTlsAlert() {
        tunnel.listener()
                .tunnelFailed(tunnel.refused("it speaks TLS on this port; use https: instead of http: for it", null));
    }

    @Override
    public void answeredWithoutHttp(String what) {
        tunnel.listener().tunnelFailed(tunnel.refused(NOT_HTTP + what, null));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        tunnel.heard(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        tunnel.failed(thrown);
    }
}
