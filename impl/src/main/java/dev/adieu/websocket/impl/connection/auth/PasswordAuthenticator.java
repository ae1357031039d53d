package dev.adieu.websocket.impl.connection.auth;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers with a user name and a password: to Digest (RFC 7616) if possible, otherwise to Basic (RFC 7617), which sends
 * the password in clear.
 */
public final class PasswordAuthenticator implements Authenticator {

    /** The schemes that can be answered. */
    public enum Scheme {
        BASIC,
        DIGEST
    }

    private final String user;
    private final byte[] password;
    private final Charset charset;
    private final Set<Scheme> schemes;

    /**
     * Creates an authenticator for some schemes.
     *
     * @param charset the encoding of the password, in which the user name is sent as well
     */
    public PasswordAuthenticator(String user, byte[] password, Charset charset, Set<Scheme> schemes) {
        this.user = user;
        this.password = password.clone();
        this.charset = charset;
        this.schemes = Set.copyOf(schemes);
    }

    /** Creates an authenticator for all schemes, which encodes in UTF-8. */
    public PasswordAuthenticator(String user, String password) {
        this(user, password.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8, Set.of(Scheme.values()));
    }

    /** Creates an authenticator for all schemes of the user information of a URI (RFC 3986, section 3.2.1). */
    public static PasswordAuthenticator ofUserInfo(String encoded) {
        UserInfo userInfo = UserInfo.parse(encoded);
        return new PasswordAuthenticator(userInfo.user(), userInfo.password());
    }

    @Override
    public @Nullable Authorization answer(ChallengedRequest request, List<Challenge> challenges) {
        if (schemes.contains(Scheme.DIGEST)) {
            for (Challenge challenge : challenges) {
                if (challenge.isFor("Digest")) {
                    String response = new DigestResponse(challenge, user, credentials(), charset).header(request);
                    if (response != null) {
                        return new Authorization(user, response);
                    }
                }
            }
        }
        boolean basic =
                schemes.contains(Scheme.BASIC) && challenges.stream().anyMatch(challenge -> challenge.isFor("Basic"));
        return basic ? basic() : null;
    }

    /** Returns the credentials for Basic (RFC 7617), which need no challenge. */
    public Authorization basic() {
        return new Authorization(user, "Basic " + Base64.getEncoder().encodeToString(credentials()));
    }

    /** Returns the user name and the password with a colon between them. */
    private byte[] credentials() {
        byte[] name = (user + ":").getBytes(charset);
        return ByteBuffer.allocate(name.length + password.length)
                .put(name)
                .put(password)
                .array();
    }
}
