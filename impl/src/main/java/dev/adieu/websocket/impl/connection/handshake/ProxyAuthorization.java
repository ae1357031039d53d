package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.auth.Authorization;
import dev.adieu.websocket.impl.connection.auth.Challenge;
import dev.adieu.websocket.impl.connection.auth.ChallengedRequest;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator;
import dev.adieu.websocket.impl.connection.auth.UserInfo;
import dev.adieu.websocket.impl.connection.http.PeerText;
import dev.adieu.websocket.impl.connection.proxy.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The credentials for an HTTP proxy: Basic is sent at once, and what a challenge asks for instead after that (RFC 9110,
 * section 11.7). Event loop only.
 */
final class ProxyAuthorization {

    /** {@code null} if there are no credentials. */
    private final @Nullable PasswordAuthenticator authenticator;

    private @Nullable String header;
    /** The number of challenges that were answered. */
    private int answers;

    ProxyAuthorization(Proxy proxy) {
        UserInfo credentials = proxy.credentials();
        this.authenticator =
                credentials == null ? null : new PasswordAuthenticator(credentials.user(), credentials.password());
        this.header = authenticator == null ? null : authenticator.basic().header();
    }

    /** Returns the value of {@code Proxy-Authorization}; {@code null} for none. */
    @Nullable
    String header() {
        return header;
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
        if (authenticator == null) {
            return "; the URI in adieu.proxy can have credentials (user:password@)";
        }
        List<Challenge> challenges = Challenge.parse(values);
        Authorization answer = authenticator.answer(new ChallengedRequest(server.uri(), "CONNECT", target), challenges);
        if (answer == null) {
            return "; it asks for credentials with "
                    + PeerText.shown(Challenge.text(challenges))
                    + ", and adieu.proxy answers only Basic and Digest with MD5 or SHA-256";
        }
        if (!Challenge.mayBeAnswered(challenges, answers) || answer.header().equals(header)) {
            return "; it does not accept the credentials";
        }
        answers++;
        header = answer.header();
        return null;
    }
}
