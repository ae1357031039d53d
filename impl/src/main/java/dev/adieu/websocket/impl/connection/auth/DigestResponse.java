package dev.adieu.websocket.impl.connection.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.jspecify.annotations.Nullable;

/**
 * Answers one Digest challenge (RFC 7616, section 3.4): MD5 or SHA-256, with or without a session key, with the quality
 * of protection {@code auth} or, for servers of RFC 2069, none.
 *
 * <p>What the server sent is hashed and sent back as the bytes that came: each character of a header is one byte.
 */
final class DigestResponse {

    /** The characters of RFC 8187, section 3.2.1, other than letters and digits. */
    private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";

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

    /** Returns the value of the {@code Authorization} header; {@code null} if the challenge asks for something else. */
    @Nullable
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
        boolean hideUser = "true".equalsIgnoreCase(challenge.get("userhash"));
        StringBuilder header = new StringBuilder("Digest ")
                .append(hideUser ? "userhash=true, username=" + quoted(userHash(hash, realm)) : username())
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

    private static @Nullable MessageDigest hash(String algorithm) {
        try {
            return algorithm.equals("MD5") || algorithm.equals("SHA-256") ? MessageDigest.getInstance(algorithm) : null;
        } catch (NoSuchAlgorithmException e) {
            return null; // MD5 may be switched off.
        }
    }

    /** Returns the parameter with the user name (RFC 7616, section 3.4; RFC 8187, section 3.2). */
    private String username() {
        boolean ascii = user.chars().allMatch(c -> c < 128);
        if (ascii || charset.equals(ISO_8859_1) && ISO_8859_1.newEncoder().canEncode(user)) {
            return "username=" + quoted(user);
        }
        StringBuilder encoded = new StringBuilder("username*=UTF-8''");
        for (byte b : user.getBytes(UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || ATTRIBUTE_CHARACTERS.indexOf(c) >= 0);
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** Returns the hash that stands for the user name (RFC 7616, section 3.4.4). */
    private String userHash(MessageDigest hash, String realm) {
        hash.update((user + ":").getBytes(charset));
        return hex(hash, bytes(realm));
    }

    /** Returns the user name, realm and password with colons between them. */
    private byte[] secret(String realm) {
        int colon = user.getBytes(charset).length;
        ByteArrayOutputStream secret = new ByteArrayOutputStream();
        secret.writeBytes(Arrays.copyOf(credentials, colon + 1));
        secret.writeBytes(bytes(realm));
        secret.writeBytes(Arrays.copyOfRange(credentials, colon, credentials.length));
        return secret.toByteArray();
    }

    /** Returns the bytes of what came in a header, or goes into one. */
    private static byte[] bytes(String header) {
        return header.getBytes(ISO_8859_1);
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
