package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.impl.connection.auth.Authorization;
import dev.adieu.websocket.impl.connection.auth.Challenge;
import dev.adieu.websocket.impl.connection.auth.ChallengedRequest;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator;
import dev.adieu.websocket.impl.connection.proxy.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The credentials for an HTTP proxy: Basic is sent at once, and what a challenge asks for instead after that (RFC 9110,
 * section 11.7). Event loop only.
 */
final class ProxyAuthorization {

    private final Proxy proxy;
    private String header;
    /** The number of challenges that were answered. */
    private int answers;

    ProxyAuthorization(Proxy proxy) {
        this.proxy = proxy;
        this.header = proxy.user() == null
                ? null
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (proxy.user() + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the value of {@code Proxy-Authorization}; {@code null} for none. */
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
    String answer(List<String> values, ServerAddress server, String target) {
        if (proxy.user() == null) {
            return "; the URI in adieu.proxy can have credentials (user:password@)";
        }
        List<Challenge> challenges = Challenge.parse(values);
        Authorization answer = new PasswordAuthenticator(proxy.user(), proxy.password())
                .answer(new ChallengedRequest(server.uri(), "CONNECT", target), challenges);
        if (answer == null) {
            return "; it asks for credentials with "
                    + Refusal.shown(challenges.stream().map(Challenge::text).collect(Collectors.joining(", ")))
                    + ", and adieu.proxy answers only Basic and Digest with MD5 or SHA-256";
        }
        boolean again = answers == 0 || answers == 1 && challenges.stream().anyMatch(Challenge::isStale);
        if (!again || answer.header().equals(header)) {
            return "; it does not accept the credentials";
        }
        answers++;
        header = answer.header();
        return null;
    }
}
