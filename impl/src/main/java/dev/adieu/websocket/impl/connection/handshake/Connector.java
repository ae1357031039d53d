package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.auth.Authorization;
import dev.adieu.websocket.impl.connection.auth.Challenge;
import dev.adieu.websocket.impl.connection.auth.ChallengedRequest;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Makes a connection, in as many tries as addresses, redirects and challenges need: look up the name, connect TCP,
 * through the proxy, with TLS, send the opening handshake. The application's own code, the name lookup and the setting
 * up of TLS are kept off the event loop; where there is none of them, no other thread is woken. No step begins after
 * the attempt was given up.
 */
public final class Connector {

    /** The thread that is here already, for what neither waits nor is the application's code. */
    private static final Executor HERE = Runnable::run;

    private final HandshakeListener listener;
    private final HandshakeSettings settings;
    private final SerialExecutor callbacks;
    private final HostLookup lookup;
    private final Executor waiting;
    private final EventLoop loop;
    private final ChannelFactory<? extends SocketChannel> channels;
    private final RoutePipeline pipeline;
    /** {@code null} if nothing answers challenges of the server. */
    private final Authenticator authenticator;

    private HandshakeRequest request;
    private int redirects;
    /** How many challenges were answered since the last redirect. */
    private int authorizations;
    /**
     * True once a redirect has left the origin that the application asked for; secrets are not sent any more (WHATWG
     * Fetch, "HTTP-redirect fetch", step 13).
     */
    private boolean elsewhere;

    private boolean abandoned;

    /**
     * For one connection.
     *
     * @param waiting runs what may wait and is not the application's code
     */
    public Connector(
            HandshakeListener listener,
            HandshakeSettings settings,
            HandshakeRequest request,
            SerialExecutor callbacks,
            HostLookup lookup,
            Executor waiting,
            EventLoop loop,
            ChannelFactory<? extends SocketChannel> channels) {
        this.listener = listener;
        this.settings = settings;
        this.request = request;
        this.callbacks = callbacks;
        this.lookup = lookup;
        this.waiting = waiting;
        this.loop = loop;
        String userInfo = request.address().userInfo();
        this.authenticator = userInfo == null ? settings.authenticator() : PasswordAuthenticator.ofUserInfo(userInfo);
        this.channels = channels;
        this.pipeline = new RoutePipeline(settings, callbacks, waiting);
    }

    /** From any thread. */
    public void begin() {
        try {
            prepare(null);
        } catch (RejectedExecutionException e) {
            // The attempt was given up so long ago that the threads have ended.
        }
    }

    /** The attempt is over, one way or another. Event loop only. */
    public void abandon() {
        abandoned = true;
    }

    private interface Step {
        void take() throws Exception;
    }

    /** Takes a step on an executor, unless the attempt was given up meanwhile. */
    private void take(Executor executor, Step step) {
        executor.execute(() -> {
            if (listener.isConnecting()) {
                try {
                    step.take();
                } catch (Throwable t) {
                    backOnLoop(() -> listener.attemptFailed(t));
                }
            }
        });
    }

    private void backOnLoop(Runnable step) {
        try {
            loop.execute(() -> {
                if (!abandoned) {
                    step.run();
                }
            });
        } catch (RejectedExecutionException e) {
            // The attempt was given up so long ago that the loop has ended.
        }
    }

    /** Makes the request. Each step begins the next, so that no thread is woken for that alone. */
    private void prepare(Authorization authorization) {
        HandshakeRequest next = request;
        boolean crossOrigin = elsewhere;
        boolean application = next.headers() != HandshakeRequest.HeaderEditor.NONE;
        take(application ? callbacks : HERE, () -> lookUp(new OpeningHandshake(next, authorization, crossOrigin)));
    }

    private void lookUp(OpeningHandshake handshake) {
        boolean tls = request.address().secure()
                || settings.proxy() != null && settings.proxy().tls();
        take(tls || lookup.mayWait(nextHost()) ? waiting : HERE, () -> {
            List<Route> routes = routes();
            backOnLoop(() -> connect(handshake, routes.iterator(), null));
        });
    }

    /** The first on the way. */
    private String nextHost() {
        return settings.proxy() == null
                ? request.address().host()
                : settings.proxy().host();
    }

    private List<Route> routes() throws IOException, GeneralSecurityException {
        Proxy proxy = settings.proxy();
        String host = nextHost();
        List<InetAddress> addresses;
        try {
            addresses = lookup.addressesOf(host);
        } catch (UnknownHostException e) {
            IOException unknown = new UnknownHostException("the host \"" + host + "\" of "
                    + (proxy == null ? request.address() : "the proxy") + " has no address");
            unknown.initCause(e);
            throw unknown;
        }
        List<Route> routes = new ArrayList<>();
        for (InetAddress address : addresses) {
            routes.add(new Route(
                    address,
                    proxy != null && proxy.tls() ? settings.tls().create(proxy.host(), proxy.port()) : null,
                    request.address().secure()
                            ? settings.tls()
                                    .create(
                                            request.address().publicHost(),
                                            request.address().port())
                            : null));
        }
        return routes;
    }

    /** Tries one address after the other. */
    private void connect(OpeningHandshake handshake, Iterator<Route> routes, Throwable lastFailure) {
        if (!routes.hasNext()) {
            listener.attemptFailed(lastFailure);
            return;
        }
        Route route = routes.next();
        ChannelFuture connecting = new Bootstrap()
                .group(loop)
                .channelFactory(channels)
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(pipeline.to(request, route, new OpeningHandshakeHandler(this, listener, handshake)))
                .connect(destination(route.address()));
        Channel channel = connecting.channel();
        listener.trying(channel);
        connecting.addListener(result -> {
            if (result.isSuccess()) {
                listener.connected(channel);
                return;
            }
            listener.gaveUp(channel);
            channel.close();
            if (abandoned) {
                listener.neverConnected();
            } else {
                connect(handshake, routes, result.cause());
            }
        });
    }

    /** With a proxy, the name is the proxy's to look up. */
    private SocketAddress destination(InetAddress address) {
        return settings.proxy() == null
                ? new InetSocketAddress(address, request.address().port())
                : InetSocketAddress.createUnresolved(
                        request.address().publicHost(), request.address().port());
    }

    // What the response asks for.

    ServerAddress address() {
        return request.address();
    }

    int redirects() {
        return redirects;
    }

    boolean mayRedirect() {
        return redirects < settings.maxRedirects();
    }

    void redirect(Channel tried, ServerAddress target) {
        redirects++;
        authorizations = 0;
        elsewhere |= !target.sameOriginAs(request.address());
        request = request.redirectedTo(target);
        leave(tried);
        prepare(null);
    }

    boolean wasAuthorized() {
        return authorizations > 0;
    }

    /** Returns whether there are credentials for the server that asks. */
    boolean hasCredentials() {
        return authenticator != null && !elsewhere;
    }

    /** Returns whether a challenge may be answered: once, and once more if only the nonce was too old. */
    boolean mayAuthorize(List<Challenge> challenges) {
        boolean again = authorizations == 0
                || authorizations == 1 && challenges.stream().anyMatch(Challenge::isStale);
        return again && !challenges.isEmpty();
    }

    void authorize(Channel tried, List<Challenge> challenges) {
        authorizations++;
        leave(tried);
        ServerAddress address = request.address();
        take(callbacks, () -> {
            Authorization answer = answer(address, challenges);
            backOnLoop(() -> prepare(answer));
        });
    }

    private Authorization answer(ServerAddress address, List<Challenge> challenges) throws IOException {
        Authorization answer =
                authenticator.answer(new ChallengedRequest(address.uri(), "GET", address.target()), challenges);
        if (answer == null) {
            throw new OpeningHandshakeException("the server of " + address + " asks for authorization with "
                    + challenges.stream().map(Challenge::text).toList()
                    + ", none of which can be answered; Basic and Digest with MD5 or SHA-256 can be");
        }
        return answer;
    }

    private void leave(Channel tried) {
        listener.gaveUp(tried);
        tried.close();
    }
}
