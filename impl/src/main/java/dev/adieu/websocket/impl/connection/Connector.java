package dev.adieu.websocket.impl.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Makes a connection, in as many tries as addresses, redirects and challenges need: look up the name, connect TCP, through the proxy, with
 * TLS, send the opening handshake. Every step but the application's own code and the name lookup is on the event loop, and none begins after
 * the attempt was given up.
 */
final class Connector {

    /** More than any server needs for its headers, and little enough to be sent by an evil one. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private final WebSocketConnection connection;
    private final ConnectionSettings settings;
    private final SerialExecutor callbacks;
    private final Executor lookups;
    private final EventLoop loop;
    private HandshakeRequest request;
    private int redirects;
    private boolean authorized;
    private boolean abandoned;

    Connector(WebSocketConnection connection, ConnectionSettings settings, HandshakeRequest request, SerialExecutor callbacks, Executor lookups,
            EventLoop loop) {
        this.connection = connection;
        this.settings = settings;
        this.request = request;
        this.callbacks = callbacks;
        this.lookups = lookups;
        this.loop = loop;
    }

    void begin() {
        prepare(request, null);
    }

    /** The attempt is over, one way or another. Event loop only. */
    void abandon() {
        abandoned = true;
    }

    /** Makes the request, with the application's own code. */
    private void prepare(HandshakeRequest next, String authorization) {
        callbacks.execute(() -> {
            try {
                OpeningHandshake handshake = new OpeningHandshake(next, authorization);
                loop.execute(() -> lookUp(next, handshake));
            } catch (Throwable t) {
                loop.execute(() -> connection.attemptFailed(t));
            }
        });
    }

    private void lookUp(HandshakeRequest next, OpeningHandshake handshake) {
        if (abandoned) {
            return;
        }
        request = next;
        String host = settings.proxy() == null ? next.host() : settings.proxy().host();
        lookups.execute(() -> {
            try {
                List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
                loop.execute(() -> connect(handshake, addresses.iterator(), null));
            } catch (UnknownHostException | RuntimeException e) {
                IOException unknown = new UnknownHostException("the host \"" + host + "\" of " + next.uri() + " has no address");
                unknown.initCause(e);
                loop.execute(() -> connection.attemptFailed(unknown));
            }
        });
    }

    /** Tries one address after the other. */
    private void connect(OpeningHandshake handshake, Iterator<InetAddress> addresses, Throwable lastFailure) {
        if (abandoned) {
            return;
        }
        if (!addresses.hasNext()) {
            connection.attemptFailed(lastFailure);
            return;
        }
        InetAddress address = addresses.next();
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new Pipeline(handshake, address))
                .connect(destination(address));
        Channel channel = connecting.channel();
        connection.trying(channel);
        connecting.addListener(result -> {
            if (result.isSuccess()) {
                connection.connected(channel);
                return;
            }
            connection.gaveUp(channel);
            channel.close();
            if (abandoned) {
                connection.neverConnected();
            } else {
                connect(handshake, addresses, result.cause());
            }
        });
    }

    /** With a proxy, the name is the proxy's to look up. */
    private SocketAddress destination(InetAddress address) {
        return settings.proxy() == null ? new InetSocketAddress(address, request.port()) : InetSocketAddress.createUnresolved(request.host(), request.port());
    }

    private final class Pipeline extends ChannelInitializer<SocketChannel> {

        private final OpeningHandshake handshake;
        private final InetAddress address;

        Pipeline(OpeningHandshake handshake, InetAddress address) {
            this.handshake = handshake;
            this.address = address;
        }

        @Override
        protected void initChannel(SocketChannel channel) throws GeneralSecurityException {
            if (settings.proxy() != null) {
                ProxyHandlers.addTo(channel.pipeline(), settings.proxy(), address, settings.tls());
            }
            if (request.secure()) {
                channel.pipeline().addLast(new ProgressHandler(connection), TlsHandlers.handler(settings.tls().create(request.host(), request.port())));
            }
            channel.pipeline().addLast(
                    new HttpClientCodec(new HttpDecoderConfig().setMaxHeaderSize(MAX_HEADER_BYTES).setMaxInitialLineLength(MAX_HEADER_BYTES),
                            false, false),
                    new OpeningHandshakeHandler(Connector.this, connection, handshake, settings.rules()));
        }
    }

    URI uri() {
        return request.uri();
    }

    boolean mayRedirect() {
        return redirects < settings.maxRedirects();
    }

    boolean mayAuthorize() {
        return settings.authenticator() != null && !authorized;
    }

    void redirect(Channel tried, URI target) {
        redirects++;
        next(tried);
        prepare(request.redirectedTo(target), null);
    }

    void authorize(Channel tried, List<String> challenges) {
        authorized = true;
        next(tried);
        callbacks.execute(() -> {
            try {
                String answer = settings.authenticator().answer(request.uri(), challenges);
                if (answer == null) {
                    throw new OpeningHandshakeException("the server asks for authorization with " + challenges + ", for which there are no credentials");
                }
                loop.execute(() -> prepare(request, answer));
            } catch (Throwable t) {
                loop.execute(() -> connection.attemptFailed(t));
            }
        });
    }

    private void next(Channel tried) {
        connection.gaveUp(tried);
        tried.close();
    }
}
