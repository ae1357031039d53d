package dev.adieu.websocket.impl.connection.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
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
final class HttpTunnel extends SimpleChannelInboundHandler<HttpObject> {

    /** More than any proxy needs for its headers, and little enough to be sent by an evil one. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    /** Not an answer to CONNECT, and no other follows (RFC 9110, section 15.2.2). */
    private static final int SWITCHING_PROTOCOLS = 101;
    /** As many answers with a status of 1xx as are read: none is of use to CONNECT. */
    private static final int MAX_INTERIM_RESPONSES = 10;

    private final Tunnel tunnel;
    private final HttpRequestEncoder encoder = new HttpRequestEncoder();
    private final HttpResponseDecoder decoder =
            new HttpResponseDecoder(new HttpDecoderConfig()
                    .setMaxInitialLineLength(MAX_HEADER_BYTES)
                    .setMaxHeaderSize(MAX_HEADER_BYTES)) {

                /**
                 * What follows the headers of an answer to CONNECT is the tunnel, or the body of a refusal, which
                 * nobody waits for.
                 */
                @Override
                protected boolean isContentAlwaysEmpty(HttpMessage message) {
                    return true;
                }
            };

    private int interimResponses;
    private boolean agreed;
    /** Whether the answer was a refusal. What follows is its body. */
    private boolean refused;

    HttpTunnel(Tunnel tunnel) {
        this.tunnel = tunnel;
    }

    /** Adds this and what it needs. */
    void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(encoder, decoder, this);
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
        boolean valid = response.decoderResult().isSuccess();
        if (valid && status.codeClass() == HttpStatusClass.SUCCESS) {
            agreed = true;
        } else if (valid && isInterim(status) && interimResponses < MAX_INTERIM_RESPONSES) {
            interimResponses++;
        } else {
            refused = true;
            refuse(response);
        }
    }

    private static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL && status.code() != SWITCHING_PROTOCOLS;
    }

    private void refuse(HttpResponse response) throws TunnelRefusedException {
        if (response.decoderResult().isFailure()) {
            Throwable failure = response.decoderResult().cause();
            throw tunnel.refused("its answer is not an HTTP response: " + failure.getMessage(), failure);
        }
        HttpResponseStatus status = response.status();
        if (isInterim(status)) {
            throw tunnel.refused(
                    "it answered with more than " + MAX_INTERIM_RESPONSES + " interim responses, the last of them \""
                            + status + "\"",
                    null);
        }
        TunnelRefusedException refusal = tunnel.refused("it answered \"" + status + "\"", null);
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
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        tunnel.heard(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        tunnel.failed(thrown);
    }
}
