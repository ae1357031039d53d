package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.auth.Authorization;
import dev.adieu.websocket.impl.connection.auth.Challenge;
import dev.adieu.websocket.impl.connection.auth.ChallengedRequest;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator.Scheme;
import dev.adieu.websocket.impl.connection.auth.UserInfo;
import dev.adieu.websocket.impl.connection.http.PeerText;
import dev.adieu.websocket.impl.connection.proxy.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The credentials for an HTTP proxy. Those that the proxy was named with are sent at once, as Basic, and as a challenge
 * asks for after that (RFC 9110, section 11.7). Those that are asked for are sent only as a challenge asks. Event loop
 * only.
 */
final class ProxyAuthorization {

    private final boolean named;
    /** Those for which credentials may be asked for. */
    private final Set<Scheme> schemes;
    /** {@code null} if there are no credentials. */
    private @Nullable PasswordAuthenticator authenticator;

    private @Nullable String header;
    /** The number of challenges that were answered. */
    private int answers;

    /**
     * Creates the authorization for a proxy.
     *
     * @param schemes for which credentials may be asked for; empty if there is no source to ask
     */
    ProxyAuthorization(Proxy proxy, Set<Scheme> schemes) {
        UserInfo credentials = proxy.credentials();
        this.named = credentials != null;
        this.schemes = schemes;
        this.authenticator =
                credentials == null ? null : new PasswordAuthenticator(credentials.user(), credentials.password());
        this.header = authenticator == null ? null : authenticator.basic().header();
    }

    /** Returns the value of {@code Proxy-Authorization}; {@code null} for none. */
    @Nullable
    String header() {
        return header;
    }

    /** Returns the challenge to ask for credentials for; {@code null} if there are any, or no source to ask. */
    @Nullable
    Challenge toAskFor(List<String> values) {
        List<Challenge> challenges = authenticator == null ? Challenge.parse(values) : List.of();
        for (Scheme scheme : List.of(Scheme.DIGEST, Scheme.BASIC)) {
            for (Challenge challenge : challenges) {
                if (schemes.contains(scheme) && challenge.isFor(scheme.name())) {
                    return challenge;
                }
            }
        }
        return null;
    }

    /** Takes the credentials that were found. */
    void found(UserInfo credentials) {
        authenticator = new PasswordAuthenticator(
                credentials.user(),
                credentials.password().getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                schemes);
    }

    /**
     * Answers a challenge, once, and once more if only the nonce was too old. Then {@link #header} is another one.
     *
     * @param values of {@code Proxy-Authenticate}
     * @param target host and port of the server
     * @return why there is no answer; {@code null} if there is one
     */
    @Nullable
    String answer(List<String> values, ServerAddress server, String target) {
        List<Challenge> challenges = Challenge.parse(values);
        String asks = "; it asks for credentials with " + PeerText.shown(Challenge.text(challenges));
        if (authenticator == null) {
            return none(challenges, asks);
        }
        Authorization answer = authenticator.answer(new ChallengedRequest(server.uri(), "CONNECT", target), challenges);
        if (answer == null) {
            return asks + ", and " + (named ? "adieu.proxy answers" : "those of java.net.Authenticator answer")
                    + " only Basic and Digest with MD5 or SHA-256";
        }
        if (!Challenge.mayBeAnswered(challenges, answers) || answer.header().equals(header)) {
            return "; it does not accept the credentials";
        }
        answers++;
        header = answer.header();
        return null;
    }

    private String none(List<Challenge> challenges, String asks) {
        String uri = "the URI in adieu.proxy can have credentials (user:password@)";
        if (schemes.isEmpty()) {
            return "; " + uri;
        }
        boolean disabled = challenges.stream()
                .anyMatch(challenge -> !schemes.contains(Scheme.BASIC)
                        && challenge.isFor(Scheme.BASIC.name().toLowerCase(Locale.ROOT)));
        return asks
                + (disabled
                        ? ", for which java.net.Authenticator is not asked unless the system property"
                                + " jdk.http.auth.tunneling.disabledSchemes is empty; "
                        : ", and java.net.Authenticator has none; ")
                + uri;
    }
}
