package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.auth.Authorization;
import dev.adieu.websocket.impl.connection.auth.Challenge;
import dev.adieu.websocket.impl.connection.auth.ChallengedRequest;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator;
import dev.adieu.websocket.impl.connection.http.PeerText;
import dev.adieu.websocket.impl.connection.loop.SerialExecutor;
import dev.adieu.websocket.impl.connection.loop.Timing;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes a connection, in as many tries as redirects and challenges need: creates the request, opens a way to the server
 * ({@link Dialer}), and sends the opening handshake. Code of the application, and everything that may block, runs off
 * the event loop; if there is neither, no other thread is woken. No step begins after the attempt was cancelled.
 *
 * <p>The fields belong to the event loop, and before that to the thread that calls {@link #begin}.
 */
public final class Connector {

    private final HandshakeListener listener;
    private final HandshakeSettings settings;
    private final SerialExecutor callbacks;
    private final Steps steps;
    private final Dialer dialer;
    /** {@code null} if nothing answers challenges of the server. */
    private final @Nullable Authenticator authenticator;
    /** The address that the application gave. */
    private final ServerAddress asked;

    private HandshakeRequest request;
    private int redirects;
    /** The number of challenges that were answered since the last redirect. */
    private int authorizations;
    /**
     * True once a redirect has left the origin that the application asked for; secrets are not sent any more (WHATWG
     * Fetch, "HTTP-redirect fetch", step 13).
     */
    private boolean elsewhere;

    /**
     * Creates the connector of one connection.
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
        this.asked = request.address();
        this.callbacks = callbacks;
        this.steps = new Steps(listener, loop);
        this.dialer = new Dialer(steps, listener, settings, callbacks, lookup, waiting, loop, timing, channels);
        String userInfo = asked.userInfo();
        this.authenticator = userInfo == null ? settings.authenticator() : PasswordAuthenticator.ofUserInfo(userInfo);
    }

    /** Begins the attempt. Any thread. Call once. */
    public void begin() {
        try {
            prepare(null);
        } catch (RejectedExecutionException e) {
            // The attempt was cancelled, and its threads have ended since.
        }
    }

    /** Takes no more steps, because the attempt is over. Event loop only. */
    public void abandon() {
        steps.abandon();
        dialer.abandon();
    }

    /** Returns the address that the application gave. Any thread. */
    public ServerAddress asked() {
        return asked;
    }

    /** Returns what the attempt waits for, as the end of a message. Event loop only. */
    public String progress() {
        return dialer.progress();
    }

    /** Returns the failure of the attempt with a message that begins with the address. Event loop only. */
    public Exception named(Throwable failure) {
        return AttemptFailures.named(asked, request.address(), failure);
    }

    /** Creates the request, then dials. Each step begins the next one, so that no thread is woken just for that. */
    private void prepare(@Nullable Authorization authorization) {
        HandshakeRequest next = request;
        boolean crossOrigin = elsewhere;
        boolean application = next.headers() != HandshakeRequest.HeaderEditor.NONE;
        if (application) {
            steps.await("ClientEndpointConfig.Configurator.beforeRequest has not returned");
        }
        steps.take(application ? callbacks : Steps.HERE, () -> {
            OpeningHandshake handshake = new OpeningHandshake(next, authorization, crossOrigin);
            dialer.dial(
                    next.address(), pipeline -> new OpeningHandshakeHandler(this, listener, handshake).addTo(pipeline));
        });
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

    /** Returns whether there are challenges that may be answered. */
    boolean mayAuthorize(List<Challenge> challenges) {
        return !challenges.isEmpty() && Challenge.mayBeAnswered(challenges, authorizations);
    }

    void authorize(Channel tried, Refusal refusal, List<Challenge> challenges) {
        Authenticator answers = Objects.requireNonNull(authenticator, "only credentials can answer challenges");
        authorizations++;
        leave(tried);
        ServerAddress address = request.address();
        steps.await("the challenge of the server has not been answered");
        steps.take(callbacks, () -> {
            Authorization answer =
                    answers.answer(new ChallengedRequest(address.uri(), "GET", address.target()), challenges);
            if (answer == null) {
                throw refusal.exception("it asks for credentials with "
                        + PeerText.shown(Challenge.text(challenges))
                        + ", and adieu.credentials answer only Basic and Digest with MD5 or SHA-256");
            }
            steps.onLoop(() -> prepare(answer));
        });
    }

    private void leave(Channel tried) {
        listener.gaveUp(tried);
        tried.close();
    }
}
