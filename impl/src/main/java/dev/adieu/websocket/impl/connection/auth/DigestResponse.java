package dev.adieu.websocket.impl.connection.auth;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The answer to one Digest challenge (RFC 7616, section 3.4): MD5 or SHA-256, with or without a session key, with the
 * quality of protection {@code auth} or, for servers of RFC 2069, none.
 */
public final class DigestResponse {

    private static final String SESSION = "-SESS";
    /** Every nonce is answered once, so this is always the first request with it. */
    private static final String NONCE_COUNT = "00000001";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, String> challenge;
    private final String user;
    /** User name, colon, password. */
    private final byte[] credentials;

    private final Charset charset;

    DigestResponse(Challenge challenge, String user, byte[] credentials, Charset charset) {
        this.challenge = challenge.parameters();
        this.user = user;
        this.credentials = credentials;
        this.charset = charset;
    }

    /** The value of the {@code Authorization} header; {@code null} if the challenge asks for what is not known here. */
    String header(ChallengedRequest request) {
        String realm = challenge.get("realm");
        String nonce = challenge.get("nonce");
        String qop = challenge.get("qop");
        boolean auth = qop != null
                && List.of(qop.toLowerCase(Locale.ROOT).split("[\\s,]+")).contains("auth");
        String algorithm = challenge.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
        boolean session = algorithm.endsWith(SESSION);
        MessageDigest hash = hash(session ? algorithm.substring(0, algorithm.length() - SESSION.length()) : algorithm);
        if (realm == null || nonce == null || hash == null || qop != null && !auth || session && !auth) {
            return null;
        }
        String clientNonce = clientNonce();
        String a1 = hex(hash, secret(realm));
        if (session) {
            a1 = hex(hash, bytes(a1 + ":" + nonce + ":" + clientNonce));
        }
        String a2 = hex(hash, bytes(request.method() + ":" + request.target()));
        String middle = auth ? nonce + ":" + NONCE_COUNT + ":" + clientNonce + ":auth" : nonce;
        StringBuilder header = new StringBuilder("Digest username=")
                .append(quoted(user))
                .append(", realm=")
                .append(quoted(realm))
                .append(", nonce=")
                .append(quoted(nonce))
                .append(", uri=")
                .append(quoted(request.target()))
                .append(", response=")
                .append(quoted(hex(hash, bytes(a1 + ":" + middle + ":" + a2))));
        if (challenge.containsKey("algorithm")) {
            header.append(", algorithm=").append(challenge.get("algorithm"));
        }
        if (challenge.containsKey("opaque")) {
            header.append(", opaque=").append(quoted(challenge.get("opaque")));
        }
        if (auth) {
            header.append(", qop=auth, nc=")
                    .append(NONCE_COUNT)
                    .append(", cnonce=")
                    .append(quoted(clientNonce));
        }
        return header.toString();
    }

    private static MessageDigest hash(String algorithm) {
        try {
            return algorithm.equals("MD5") || algorithm.equals("SHA-256") ? MessageDigest.getInstance(algorithm) : null;
        } catch (NoSuchAlgorithmException e) {
            return null; // MD5 may be switched off.
        }
    }

    /** The user name, realm and password with colons between them. */
    private byte[] secret(String realm) {
        int colon = user.getBytes(charset).length;
        ByteArrayOutputStream secret = new ByteArrayOutputStream();
        secret.writeBytes(Arrays.copyOf(credentials, colon + 1));
        secret.writeBytes(bytes(realm));
        secret.writeBytes(Arrays.copyOfRange(credentials, colon, credentials.length));
        return secret.toByteArray();
    }

    private byte[] bytes(String text) {
        return text.getBytes(charset);
    }

    private static String hex(MessageDigest hash, byte[] bytes) {
        return HexFormat.of().formatHex(hash.digest(bytes));
    }

    private static String clientNonce() {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return HexFormat.of().formatHex(nonce);
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
