package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.auth.Authorization;
import dev.adieu.websocket.impl.connection.auth.Challenge;
import dev.adieu.websocket.impl.connection.auth.ChallengedRequest;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.connection.proxy.Proxy;
import dev.adieu.websocket.impl.connection.tcp.TcpRace;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;

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
    private final Timing timing;
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
    /** {@code null} unless TCP is being connected. Event loop only. */
    private TcpRace race;

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
            Timing timing,
            ChannelFactory<? extends SocketChannel> channels) {
        this.listener = listener;
        this.settings = settings;
        this.request = request;
        this.callbacks = callbacks;
        this.lookup = lookup;
        this.waiting = waiting;
        this.loop = loop;
        this.timing = timing;
        String userInfo = request.address().userInfo();
        this.authenticator = userInfo == null ? settings.authenticator() : PasswordAuthenticator.ofUserInfo(userInfo);
        this.channels = channels;
        this.pipeline = new RoutePipeline(settings, callbacks, waiting, listener);
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
        if (race != null) {
            race.cancel();
        }
    }

    /** Returns what the addresses have said while TCP is being connected, for messages. Event loop only. */
    public String progress() {
        return race == null ? "" : "; " + race;
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
            Route route = route();
            backOnLoop(() -> connect(handshake, route));
        });
    }

    /** The first on the way. */
    private String nextHost() {
        return settings.proxy() == null
                ? request.address().host()
                : settings.proxy().host();
    }

    private Route route() throws IOException, GeneralSecurityException {
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
        return new Route(
                addresses,
                proxy != null && proxy.tls() ? settings.tls().create(proxy.host(), proxy.port()) : null,
                request.address().secure()
                        ? settings.tls()
                                .create(
                                        request.address().publicHost(),
                                        request.address().port())
                        : null);
    }

    private void connect(OpeningHandshake handshake, Route route) {
        Proxy proxy = settings.proxy();
        int port = proxy == null ? request.address().port() : proxy.port();
        race = new TcpRace(loop, timing, channels, nextHost(), route.addresses(), port, new TcpRace.Listener() {
            @Override
            public void connected(Channel channel) {
                race = null;
                listener.connected(channel);
                OpeningHandshakeHandler handler = new OpeningHandshakeHandler(Connector.this, listener, handshake);
                pipeline.build(channel.pipeline(), request.address(), route, handler);
            }

            @Override
            public void unreachable(Throwable failure) {
                listener.attemptFailed(failure);
            }
        });
        race.begin();
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

    /** @throws IllegalArgumentException if the target must not be followed */
    void redirect(Channel tried, ServerAddress target) {
        if (request.address().secure() && !target.secure()) {
            throw new IllegalArgumentException("it leaves TLS");
        }
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

    /** Returns whether a redirect has led to another origin, so that no credentials are sent any more. */
    boolean hasLeftOrigin() {
        return elsewhere;
    }

    boolean hasCredentials() {
        return authenticator != null;
    }

    /** Returns whether a challenge may be answered: once, and once more if only the nonce was too old. */
    boolean mayAuthorize(List<Challenge> challenges) {
        boolean again = authorizations == 0
                || authorizations == 1 && challenges.stream().anyMatch(Challenge::isStale);
        return again && !challenges.isEmpty();
    }

    void authorize(Channel tried, Refusal refusal, List<Challenge> challenges) {
        authorizations++;
        leave(tried);
        ServerAddress address = request.address();
        take(callbacks, () -> {
            Authorization answer =
                    authenticator.answer(new ChallengedRequest(address.uri(), "GET", address.target()), challenges);
            if (answer == null) {
                throw refusal.exception("it asks for credentials with "
                        + Refusal.shown(challenges.stream().map(Challenge::text).collect(Collectors.joining(", ")))
                        + ", and adieu.credentials answer only Basic and Digest with MD5 or SHA-256");
            }
            backOnLoop(() -> prepare(answer));
        });
    }

    private void leave(Channel tried) {
        listener.gaveUp(tried);
        tried.close();
    }
}
