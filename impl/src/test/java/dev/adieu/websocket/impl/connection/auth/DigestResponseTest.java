package dev.adieu.websocket.impl.connection.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names and realms beyond ASCII (RFC 7616, sections 3.4 and 3.4.4). */
class DigestResponseTest {

    private static final ChallengedRequest REQUEST = new ChallengedRequest(URI.create("ws://h/p"), "GET", "/p");

    /** Answers a challenge without quality of protection, so that nothing is random. */
    private static String answer(String more, String realm, String user, Charset charset) {
        Challenge challenge = Challenge.parse(
                        List.of("Digest realm=\"" + realm + "\", nonce=\"n\", algorithm=SHA-256" + more))
                .get(0);
        return new DigestResponse(challenge, user, (user + ":p").getBytes(charset), charset).header(REQUEST);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String response(byte[] secret) {
        return "response=\"" + hash((hash(secret) + ":n:" + hash("GET:/p".getBytes(UTF_8))).getBytes(UTF_8)) + "\"";
    }

    @Test
    void aNameBeyondAsciiIsSentInUtf8WithPercentEncoding() {
        assertThat(answer("", "r", "Jäsøn Doe €", UTF_8))
                .startsWith("Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe%20%E2%82%AC, realm=\"r\"")
                .contains(response("Jäsøn Doe €:r:p".getBytes(UTF_8)));
    }

    @Test
    void aNameInLatin1IsSentAsItIsWhereTheCredentialsAreInLatin1() {
        assertThat(answer("", "r", "Jäsøn", ISO_8859_1))
                .startsWith("Digest username=\"Jäsøn\", realm=\"r\"")
                .contains(response("Jäsøn:r:p".getBytes(ISO_8859_1)));
    }

    @Test
    void aRealmIsHashedAndSentAsTheBytesThatCame() {
        // What Netty makes of the UTF-8 bytes of "Jägerhof": one character for each byte.
        String came = new String("Jägerhof".getBytes(UTF_8), ISO_8859_1);
        assertThat(answer("", came, "a", UTF_8))
                .contains("realm=\"" + came + "\"")
                .contains(response("a:Jägerhof:p".getBytes(UTF_8)));
    }

    @Test
    void aServerThatAsksForItGetsTheHashOfTheName() {
        assertThat(answer(", userhash=true", "r", "Jäsøn", UTF_8))
                .startsWith("Digest userhash=true, username=\"" + hash("Jäsøn:r".getBytes(UTF_8)) + "\", ")
                .contains(response("Jäsøn:r:p".getBytes(UTF_8)));
    }
}
