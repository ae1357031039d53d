package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.auth.Challenge;
import dev.adieu.websocket.impl.connection.auth.UserInfo;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.impl.connection.proxy.Proxies;
import dev.adieu.websocket.impl.connection.proxy.Proxy;
import dev.adieu.websocket.impl.connection.proxy.Proxy.Kind;
import dev.adieu.websocket.impl.connection.proxy.ProxyCredentials;
import dev.adieu.websocket.impl.connection.proxy.Tunnel;
import dev.adieu.websocket.impl.connection.proxy.TunnelListener;
import dev.adieu.websocket.impl.connection.proxy.TunnelRefusedException;
import dev.adieu.websocket.impl.connection.tcp.NetworkFailures;
import dev.adieu.websocket.impl.connection.tcp.TcpRace;
import dev.adieu.websocket.impl.connection.tls.HostVerification;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import jakarta.websocket.DeploymentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Opens the way to a server: chooses a proxy, looks up a name, connects TCP, asks the proxy for a tunnel, and adds TLS.
 * Steps that may block run off the event loop.
 */
final class Dialer {

    private static final String NO_TCP = "TCP is not connected: ";
    private static final String NO_ANSWER = "the server has not answered the opening handshake";

    private final Steps steps;
    private final HandshakeListener listener;
    private final HandshakeSettings settings;
    private final SerialExecutor callbacks;
    private final HostLookup lookup;
    private final Executor waiting;
    private final EventLoop loop;
    private final Timing timing;
    private final ChannelFactory<? extends SocketChannel> channels;

    /** {@code null} unless TCP is being connected. Event loop only. */
    private @Nullable TcpRace race;

    /**
     * Creates a dialer for one connection.
     *
     * @param waiting runs what may wait and is not the application's code
     */
    Dialer(
            Steps steps,
            HandshakeListener listener,
            HandshakeSettings settings,
            SerialExecutor callbacks,
            HostLookup lookup,
            Executor waiting,
            EventLoop loop,
            Timing timing,
            ChannelFactory<? extends SocketChannel> channels) {
        this.steps = steps;
        this.listener = listener;
        this.settings = settings;
        this.callbacks = callbacks;
        this.lookup = lookup;
        this.waiting = waiting;
        this.loop = loop;
        this.timing = timing;
        this.channels = channels;
    }

    /**
     * Begins. Any thread.
     *
     * @param ready adds the handlers that talk to the server, on the event loop
     */
    void dial(ServerAddress server, Consumer<ChannelPipeline> ready) {
        Proxies proxies = settings.proxies();
        steps.await("the ProxySelector has not answered (adieu.proxy)");
        steps.take(proxies.mayWait() ? waiting : Steps.HERE, () -> {
            Proxies.Choice choice = proxies.choose(server.httpUri());
            Iterator<Proxy> all = choice.proxies().iterator();
            new Call(server, ready, choice, all.next(), all, new ArrayList<>(0)).lookUp();
        });
    }

    /** Stops connecting TCP. Event loop only. */
    void abandon() {
        if (race != null) {
            race.cancel();
        }
    }

    /** Returns what the attempt waits for, as the end of a message. Event loop only. */
    String progress() {
        return "; " + steps.awaited() + (race == null ? "" : race);
    }

    private static String of(Proxy proxy) {
        return "the proxy " + proxy + " (adieu.proxy)";
    }

    /** The way to a server by one proxy, or by none. Its steps follow one another, on different threads. */
    private final class Call {

        private final ServerAddress server;
        private final Consumer<ChannelPipeline> ready;
        private final Proxies.Choice choice;
        /** The proxies that are tried if this one cannot be connected to. */
        private final Iterator<Proxy> rest;
        /** The failures to connect to the ones before. */
        private final List<IOException> failures;

        private final Proxy proxy;
        private final ProxyAuthorization authorization;

        Call(
                ServerAddress server,
                Consumer<ChannelPipeline> ready,
                Proxies.Choice choice,
                Proxy proxy,
                Iterator<Proxy> rest,
                List<IOException> failures) {
            this.server = server;
            this.ready = ready;
            this.choice = choice;
            this.rest = rest;
            this.failures = failures;
            this.proxy = proxy;
            this.authorization =
                    new ProxyAuthorization(proxy, choice.credentials().schemes());
        }

        void lookUp() {
            steps.await(
                    proxy == Proxy.NONE
                            ? "the lookup of its name has not ended"
                            : "the lookup of the name of " + of(proxy) + " has not ended");
            boolean tls = server.secure() || proxy.tls();
            steps.take(tls || lookup.mayWait(host()) ? waiting : Steps.HERE, () -> {
                List<InetAddress> addresses;
                try {
                    addresses = lookup.addressesOf(host());
                } catch (UnknownHostException e) {
                    unreachable(unknown(e), "");
                    return;
                }
                Route route = route(addresses);
                steps.onLoop(() -> connect(route));
            });
        }

        /** Returns the first host on the way. */
        private String host() {
            return proxy == Proxy.NONE ? server.host() : proxy.host();
        }

        private UnknownHostException unknown(UnknownHostException failure) {
            UnknownHostException told = new UnknownHostException(
                    (proxy == Proxy.NONE
                            ? "its name has no address; check the name, or whether a proxy finds it (adieu.proxy)"
                            : "the name of " + of(proxy) + " has no address; check the name"));
            told.initCause(failure);
            return told;
        }

        private Route route(List<InetAddress> addresses) throws GeneralSecurityException {
            steps.await("the TLS engine is not ready (adieu.ssl-context)");
            return new Route(
                    addresses,
                    proxy.tls() ? settings.tls().create(proxy.host(), proxy.port()) : null,
                    server.secure() ? settings.tls().create(server.certifiedHost(), server.port()) : null);
        }

        private void connect(Route route) {
            steps.await(proxy == Proxy.NONE ? NO_TCP : of(proxy) + ": " + NO_TCP);
            int port = proxy == Proxy.NONE ? server.port() : proxy.port();
            race = new TcpRace(loop, timing, channels, host(), route.addresses(), port, new TcpRace.Listener() {
                @Override
                public void connected(Channel connection) {
                    race = null;
                    listener.connected(connection);
                    new Connected(Call.this, route, connection).build();
                }

                @Override
                public void unreachable(Throwable failure) {
                    race = null;
                    Call.this.unreachable(failure, hint(failure));
                }
            });
            race.begin();
        }

        private String hint(Throwable failure) {
            String who = proxy == Proxy.NONE ? "the server" : "the proxy";
            return failure instanceof ConnectException
                    ? "; check that " + who + " runs, and that the port is right"
                    : "; check the network of this machine"
                            + (proxy == Proxy.NONE ? ", and whether a proxy leads to the server (adieu.proxy)" : "");
        }

        /** Tries the next proxy, if there is one, where this one cannot be connected to. Any thread. */
        private void unreachable(Throwable failure, String hint) {
            if (!(failure instanceof IOException cause)) {
                steps.fail(failure);
                return;
            }
            if (proxy == Proxy.NONE) {
                IOException direct = hint.isEmpty() ? cause : NetworkFailures.of(cause.getMessage() + hint, cause);
                failures.forEach(direct::addSuppressed);
                steps.fail(direct);
                return;
            }
            failures.add(
                    hint.isEmpty()
                            ? cause
                            : NetworkFailures.of(
                                    of(proxy) + " cannot be reached: " + cause.getMessage() + hint, cause));
            steps.take(waiting, () -> {
                choice.unreachable().accept(proxy, cause);
                if (rest.hasNext()) {
                    with(rest.next()).lookUp();
                } else {
                    steps.fail(noProxy());
                }
            });
        }

        /** Returns the same way by another proxy, or by this one with credentials. */
        Call with(Proxy other) {
            return new Call(server, ready, choice, other, rest, failures);
        }

        private IOException noProxy() {
            IOException last = failures.get(failures.size() - 1);
            return failures.size() == 1
                    ? last
                    : NetworkFailures.of(
                            failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")), last);
        }
    }

    /** Takes the credentials that were asked for; {@code null} if there are none. */
    @FunctionalInterface
    private interface Answer {
        void take(@Nullable UserInfo credentials);
    }

    /** The way to a server when TCP is connected, to the server or to the proxy. Event loop only. */
    private final class Connected implements TunnelListener {

        private final Call call;
        private final Route route;
        private final Channel channel;

        Connected(Call call, Route route, Channel channel) {
            this.call = call;
            this.route = route;
            this.channel = channel;
        }

        /** Adds the handlers to the pipeline, and fires {@code channelActive}. */
        void build() {
            ChannelPipeline pipeline = channel.pipeline();
            Proxy proxy = call.proxy;
            if (proxy == Proxy.NONE) {
                addServer(pipeline);
            } else {
                steps.await(of(proxy) + " has not answered");
                if (route.proxyTls() != null) {
                    addTls(pipeline, route.proxyTls(), proxy.host());
                }
                ServerAddress server = call.server;
                new Tunnel(
                                proxy,
                                server.publicHost(),
                                server.port(),
                                call.authorization.header(),
                                call.choice.credentials() != ProxyCredentials.NONE,
                                this)
                        .addTo(pipeline);
            }
            pipeline.fireChannelActive();
        }

        private void addServer(ChannelPipeline pipeline) {
            if (route.tls() != null) {
                steps.await("the server has not completed the TLS handshake");
                addTls(pipeline, route.tls(), call.server.certifiedHost())
                        .handshakeFuture()
                        .addListener(done -> steps.await(NO_ANSWER));
            } else {
                steps.await(NO_ANSWER);
            }
            call.ready.accept(pipeline);
        }

        @Override
        public void tunnelOpen(ChannelPipeline pipeline) {
            addServer(pipeline);
        }

        @Override
        public void tunnelChallenged(List<String> challenges, TunnelRefusedException refusal) {
            Challenge challenge = call.authorization.toAskFor(challenges);
            if (call.proxy.kind() == Kind.SOCKS5) {
                ask("SOCKS authentication", null, credentials -> {
                    if (credentials == null) {
                        tunnelFailed(refusal.saying(", or java.net.Authenticator"));
                    } else {
                        call.with(call.proxy.with(credentials)).lookUp();
                    }
                });
            } else if (challenge != null) {
                String realm = challenge.parameters().getOrDefault("realm", "");
                ask(realm, challenge.scheme().toLowerCase(Locale.ROOT), credentials -> {
                    if (credentials != null) {
                        call.authorization.found(credentials);
                    }
                    answer(challenges, refusal);
                });
            } else {
                answer(challenges, refusal);
            }
        }

        /** Asks for the credentials that the proxy wants, off the event loop, and takes them on it. */
        private void ask(String prompt, @Nullable String scheme, Answer found) {
            InetAddress address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
            leave();
            steps.await("java.net.Authenticator has not answered for " + of(call.proxy));
            steps.take(waiting, () -> {
                UserInfo credentials =
                        call.choice.credentials().ask(call.proxy, address, call.server.httpUri(), prompt, scheme);
                steps.onLoop(() -> found.take(credentials));
            });
        }

        private void answer(List<String> challenges, TunnelRefusedException refusal) {
            String none = call.authorization.answer(challenges, call.server, call.server.hostAndPort());
            if (none != null) {
                tunnelFailed(refusal.saying(none));
                return;
            }
            leave();
            call.lookUp();
        }

        private void leave() {
            listener.gaveUp(channel);
            channel.close();
        }

        @Override
        public void tunnelFailed(Throwable failure) {
            listener.attemptFailed(
                    failure instanceof TunnelRefusedException
                            ? new DeploymentException(failure.getMessage(), failure)
                            : failure);
        }
    }

    private SslHandler addTls(ChannelPipeline pipeline, SSLEngine engine, String host) {
        // A trust manager may look things up, which no event loop may wait for.
        SslHandler handler = new SslHandler(engine, waiting);
        // The connect timeout covers the whole attempt; and ending TCP does not wait for the peer.
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyReadTimeoutMillis(0);
        pipeline.addLast(handler);
        HostnameVerifier verifier = settings.tls().hostnameVerifier();
        if (verifier != null) {
            pipeline.addLast(new HostVerification(handler, verifier, host, callbacks));
        }
        return handler;
    }
}
