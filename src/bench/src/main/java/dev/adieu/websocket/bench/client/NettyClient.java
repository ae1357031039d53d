package dev.adieu.websocket.bench.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketClientCompressionHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;

/**
 * A client as an expert on Netty writes it: callbacks on the event loop, and one flush for what was written while a
 * segment was read.
 */
final class NettyClient implements Client {

    private static final int MAX_FRAME = 1 << 20;

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
    private final SslContext tls = SslContextBuilder.forClient().build();
    private final boolean deflate;

    NettyClient(boolean deflate) throws IOException {
        this.deflate = deflate;
    }

    @Override
    public Connection connect(URI uri, Events events) throws Exception {
        WebSocketClientHandshaker handshaker = WebSocketClientHandshakerFactory.newHandshaker(
                uri, WebSocketVersion.V13, null, deflate, new DefaultHttpHeaders(), MAX_FRAME);
        Handler handler = new Handler(handshaker, events);
        Bootstrap bootstrap = new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new FlushConsolidationHandler(256, true));
                        if (uri.getScheme().equals("wss")) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc(), uri.getHost(), uri.getPort()));
                        }
                        channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(8192));
                        if (deflate) {
                            channel.pipeline().addLast(new WebSocketClientCompressionHandler(MAX_FRAME));
                        }
                        channel.pipeline().addLast(handler);
                    }
                });
        Channel channel = bootstrap.connect(uri.getHost(), uri.getPort()).sync().channel();
        handler.opened.sync();
        return new Sender(channel);
    }

    @Override
    public void close() {
        group.shutdownGracefully();
    }

    private static final class Handler extends SimpleChannelInboundHandler<Object> {

        private final WebSocketClientHandshaker handshaker;
        private final Events events;
        private ChannelPromise opened;
        private int code = 1006;
        private String reason = "";

        Handler(WebSocketClientHandshaker handshaker, Events events) {
            this.handshaker = handshaker;
            this.events = events;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            opened = ctx.newPromise();
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            handshaker.handshake(ctx.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Object message) {
            if (message instanceof FullHttpResponse response) {
                handshaker.finishHandshake(ctx.channel(), response);
                opened.setSuccess();
            } else if (message instanceof TextWebSocketFrame text) {
                events.text(text.text());
            } else if (message instanceof CloseWebSocketFrame close) {
                code = close.statusCode();
                reason = close.reasonText();
            } else if (message instanceof WebSocketFrame frame) {
                events.binary(frame.content().nioBuffer());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            opened.tryFailure(new IOException("the server ended TCP"));
            events.closed(code, reason);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
            opened.tryFailure(failure);
            events.failed(failure);
            ctx.close();
        }
    }

    private record Sender(Channel channel) implements Connection {

        @Override
        public void sendText(String text) {
            channel.writeAndFlush(new TextWebSocketFrame(text));
        }

        @Override
        public void sendBinary(ByteBuffer bytes) {
            channel.writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
        }

        @Override
        public void close(int code) {
            channel.writeAndFlush(new CloseWebSocketFrame(code, ""));
        }
    }
}
