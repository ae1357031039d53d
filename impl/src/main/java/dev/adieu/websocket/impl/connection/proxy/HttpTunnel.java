package dev.adieu.websocket.impl.connection.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
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
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Asks an HTTP proxy for a tunnel to the server, by CONNECT (RFC 9110, section 9.3.6). When the pipeline is active it
 * sends its request; when the proxy agrees, it leaves the pipeline to those who use the tunnel. Event loop only.
 */
public final class HttpTunnel extends SimpleChannelInboundHandler<HttpObject> {

    /** More than any proxy needs for its headers, and little enough to be sent by an evil one. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    /** As many answers with a status of 1xx as are read: none is of use to CONNECT. */
    private static final int MAX_INTERIM_RESPONSES = 10;

    private final Proxy proxy;
    private final String target;
    private final TunnelListener listener;
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

    /**
     * Creates a handler.
     *
     * @param target host and port of the server
     */
    public HttpTunnel(Proxy proxy, String target, TunnelListener listener) {
        this.proxy = proxy;
        this.target = target;
        this.listener = listener;
    }

    /** Adds this and what it needs. */
    public void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(encoder, decoder, this);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(request());
    }

    private FullHttpRequest request() {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.CONNECT, target, Unpooled.EMPTY_BUFFER);
        request.headers().set(HttpHeaderNames.HOST, target);
        if (proxy.user() != null) {
            byte[] credentials = (proxy.user() + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8);
            request.headers()
                    .set(
                            HttpHeaderNames.PROXY_AUTHORIZATION,
                            "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        proxy.headers().forEach(request.headers()::set);
        return request;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        try {
            if (part instanceof HttpResponse response) {
                read(response);
            }
            if (part instanceof LastHttpContent && agreed) {
                leave(ctx);
            }
        } catch (TunnelRefusedException | RuntimeException e) {
            listener.tunnelFailed(e);
        }
    }

    private void read(HttpResponse response) throws TunnelRefusedException {
        if (response.decoderResult().isFailure()) {
            Throwable failure = response.decoderResult().cause();
            throw refused("its answer is not an HTTP response: " + failure.getMessage(), failure);
        }
        HttpStatusClass kind = response.status().codeClass();
        if (kind == HttpStatusClass.SUCCESS) {
            agreed = true;
        } else if (kind != HttpStatusClass.INFORMATIONAL) {
            throw refused("it answered \"" + response.status() + "\"", null);
        } else if (++interimResponses > MAX_INTERIM_RESPONSES) {
            throw refused(
                    "it answered with more than " + MAX_INTERIM_RESPONSES + " interim responses, and no other", null);
        }
    }

    private TunnelRefusedException refused(String why, Throwable cause) {
        return new TunnelRefusedException(
                "the proxy " + proxy + " (adieu.proxy) does not connect to " + target + ": " + why, cause);
    }

    private void leave(ChannelHandlerContext ctx) {
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.remove(encoder);
        listener.tunnelOpen(pipeline);
        ctx.fireChannelActive();
        pipeline.remove(this);
        // Last, because this passes on the bytes that came in the same segment as the response.
        pipeline.remove(decoder);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            listener.tunnelFailed(refused("it ended TCP", null));
        } else if (event instanceof SslHandshakeCompletionEvent tls && !tls.isSuccess()) {
            failed(tls.cause());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        failed(thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown);
    }

    private void failed(Throwable failure) {
        listener.tunnelFailed(failure);
    }
}
