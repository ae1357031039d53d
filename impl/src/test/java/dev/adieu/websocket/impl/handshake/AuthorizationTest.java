package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.OpeningRequest;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.auth.AuthConfig;
import org.glassfish.tyrus.client.auth.Authenticator;
import org.glassfish.tyrus.client.auth.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Challenges of the server and their answers (RFC 7617, Basic; RFC 7616 and 2617, Digest). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class AuthorizationTest {

    private static final Script HERE = Scripts.acceptAndAnswerClose();
    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";

    private static Script challenging(String challenge, Script otherwise) {
        return c -> {
            if (c.request().header("Authorization").isEmpty()) {
                c.send(Response.status(401, "Unauthorized").header("WWW-Authenticate", challenge));
            } else {
                otherwise.run(c);
            }
        };
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Accepts the right Basic credentials only. */
    private static Script wantingBasic(String credentials) {
        return c -> {
            if (c.request()
                    .header("Authorization")
                    .filter(basic(credentials)::equals)
                    .isPresent()) {
                HERE.run(c);
            } else {
                c.send(Response.status(401, "Unauthorized")
                        .header("WWW-Authenticate", "Basic realm=\"r\"")
                        .body("who?"));
            }
        };
    }

    @Test
    void rightBasicCredentialsOpenAndTheirNameIsTheUserPrincipal() {
        try (ScriptedPeer peer = ScriptedPeer.plain(wantingBasic("Aladdin:open:sesame"));
                Client client = new Client().with("adieu.credentials", "Aladdin:open:sesame")) {
            BrowserSession session = client.open(peer.uri());
            assertThat(session.getUserPrincipal().getName()).isEqualTo("Aladdin");
            assertThat(peer.connection(0).request().header("Authorization")).isEmpty();
            assertThat(peer.connections()).hasSize(2);
            assertThat(peer.connection(0).awaitClientEnd()).isNotNull();
        }
    }

    @Test
    void credentialsMayBeMoreThanAscii() {
        try (ScriptedPeer peer = ScriptedPeer.plain(wantingBasic("jürgen:pässwörd €"));
                Client client = new Client().with("adieu.credentials", "jürgen:pässwörd €")) {
            assertThat(client.open(peer.uri()).getUserPrincipal().getName()).isEqualTo("jürgen");
        }
    }

    @Test
    void wrongCredentialsAreSentOnceAndRefused() {
        try (ScriptedPeer peer = ScriptedPeer.plain(wantingBasic("Aladdin:open sesame"));
                Client client = new Client().with("adieu.credentials", "Aladdin:wrong")) {
            assertThat(Client.story(client.refused(peer.uri())))
                    .contains("401")
                    .contains("does not accept the credentials")
                    .doesNotContain("wrong");
            assertThat(peer.connections()).hasSize(2);
        }
    }

    @Test
    void withoutCredentialsNothingIsAnswered() {
        try (ScriptedPeer peer = ScriptedPeer.plain(wantingBasic("a:b"));
                Client client = new Client()) {
            assertThat(Client.story(client.refused(peer.uri())))
                    .contains("401", "Basic realm=\"r\"", "set adieu.credentials");
            assertThat(peer.connections()).hasSize(1);
        }
    }

    @Test
    void withoutAChallengeNoCredentialsAreSentAndThereIsNoPrincipal() {
        try (ScriptedPeer peer = ScriptedPeer.plain(HERE);
                Client client = new Client().with("adieu.credentials", "a:b")) {
            assertThat(client.open(peer.uri()).getUserPrincipal()).isNull();
            assertThat(peer.connection().request().header("Authorization")).isEmpty();
        }
    }

    @Test
    void anAuthorizationHeaderOfTheApplicationSaysNothingAboutTheUser() {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("Authorization", List.of("Bearer token"));
                    }
                })
                .build();
        try (ScriptedPeer peer = ScriptedPeer.plain(HERE);
                Client client = new Client().with(config)) {
            assertThat(client.open(peer.uri()).getUserPrincipal()).isNull();
            assertThat(peer.connection().request().header("Authorization")).contains("Bearer token");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Negotiate",
                "Bearer realm=\"r\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256",
                "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                "Digest realm=\"r\"",
                "Digest",
                "???",
                ""
            })
    void aChallengeThatCannotBeAnsweredIsARefusal(String challenge) {
        try (ScriptedPeer peer = ScriptedPeer.plain(challenging(challenge, HERE));
                Client client = new Client().with("adieu.credentials", "a:b")) {
            client.refused(peer.uri());
            assertThat(peer.connections()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Negotiate, Basic realm=\"r\"",
                "Negotiate YWJj=, bAsIc realm=r",
                "Bearer realm=\"Basic x=\\\"y\\\"\", Basic realm=\"r\", charset=\"UTF-8\"",
                "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-512-256, Basic realm=\"r\""
            })
    void theChallengeThatCanBeAnsweredIsFoundAmongOthers(String challenge) {
        try (ScriptedPeer peer = ScriptedPeer.plain(challenging(challenge, HERE));
                Client client = new Client().with("adieu.credentials", "a:b")) {
            client.open(peer.uri());
            assertThat(peer.connection(1).request().header("Authorization")).contains(basic("a:b"));
        }
    }

    /** Checks a Digest answer as a server does, from the request alone, and says what is wrong; empty if nothing is. */
    private static String fault(OpeningRequest request, String user, String password, String algorithm, boolean qop) {
        Map<String, String> answer = new HashMap<>();
        Matcher parameters = Pattern.compile("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^,\\s]+))")
                .matcher(request.header("Authorization").orElse(""));
        while (parameters.find()) {
            answer.put(
                    parameters.group(1),
                    parameters.group(2) == null
                            ? parameters.group(3)
                            : parameters.group(2).replaceAll("\\\\(.)", "$1"));
        }
        String hash = algorithm.startsWith("SHA-256") ? "SHA-256" : "MD5";
        String secret = hash(hash, user + ":" + answer.get("realm") + ":" + password);
        if (algorithm.endsWith("-sess")) {
            secret = hash(hash, secret + ":" + answer.get("nonce") + ":" + answer.get("cnonce"));
        }
        String middle = qop
                ? answer.get("nonce") + ":" + answer.get("nc") + ":" + answer.get("cnonce") + ":" + answer.get("qop")
                : answer.get("nonce");
        String expected = hash(hash, secret + ":" + middle + ":" + hash(hash, "GET:" + request.target()));
        return !user.equals(answer.get("username"))
                ? "username " + answer.get("username")
                : !NONCE.equals(answer.get("nonce"))
                        ? "nonce " + answer.get("nonce")
                        : !request.target().equals(answer.get("uri"))
                                ? "uri " + answer.get("uri")
                                : qop != "auth".equals(answer.get("qop"))
                                        ? "qop " + answer.get("qop")
                                        : !expected.equals(answer.get("response"))
                                                ? "response " + answer.get("response") + " instead of " + expected
                                                : "";
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static Script wantingDigest(String challenge, String user, String password, String algorithm, boolean qop) {
        return challenging(challenge, c -> {
            String fault = fault(c.request(), user, password, algorithm, qop);
            if (fault.isEmpty()) {
                HERE.run(c);
            } else {
                c.send(Response.status(401, "Wrong " + fault).header("WWW-Authenticate", challenge));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "MD5-sess", "SHA-256", "SHA-256-sess"})
    void rightDigestCredentialsOpen(String algorithm) {
        String challenge = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=" + algorithm
                + ", nonce=\"" + NONCE + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
        try (ScriptedPeer peer =
                        ScriptedPeer.plain(wantingDigest(challenge, "Mufasa", "Circle of Life", algorithm, true));
                Client client = new Client().with("adieu.credentials", "Mufasa:Circle of Life")) {
            BrowserSession session = client.open(peer.uri("/dir/index.html?q=%C3%BC"));
            assertThat(session.getUserPrincipal().getName()).isEqualTo("Mufasa");
            assertThat(peer.connection(1).request().header("Authorization").orElseThrow())
                    .contains(
                            "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"",
                            "nc=00000001",
                            "algorithm=" + algorithm);
        }
    }

    @Test
    void anOldDigestServerWithoutQualityOfProtectionIsAnswered() {
        try (ScriptedPeer peer = ScriptedPeer.plain(
                        wantingDigest("Digest realm=\"\", nonce=\"" + NONCE + "\"", "a\"b", "c", "MD5", false));
                Client client = new Client().with("adieu.credentials", "a\"b:c")) {
            assertThat(client.open(peer.uri()).getUserPrincipal().getName()).isEqualTo("a\"b");
        }
    }

    @Test
    void wrongDigestCredentialsAreRefused() {
        try (ScriptedPeer peer = ScriptedPeer.plain(wantingDigest(
                        "Digest realm=\"r\", qop=auth, nonce=\"" + NONCE + "\"", "a", "right", "MD5", true));
                Client client = new Client().with("adieu.credentials", "a:wrong")) {
            assertThat(Client.story(client.refused(peer.uri()))).contains("401 Wrong response");
            assertThat(peer.connections()).hasSize(2);
        }
    }

    @Test
    void digestIsPreferredToBasicWhichWouldGiveThePasswordAway() {
        String challenge = "Basic realm=\"r\", Digest realm=\"r\", qop=\"auth\", nonce=\"" + NONCE + "\"";
        try (ScriptedPeer peer = ScriptedPeer.plain(wantingDigest(challenge, "a", "b", "MD5", true));
                Client client = new Client().with("adieu.credentials", "a:b")) {
            client.open(peer.uri());
        }
    }

    @Test
    void aNonceThatWasTooOldIsReplacedOnce() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    String answer = c.request().header("Authorization").orElse("");
                    if (answer.contains("nonce=\"second\"")) {
                        HERE.run(c);
                    } else {
                        c.send(Response.status(401, "Unauthorized")
                                .header(
                                        "WWW-Authenticate",
                                        "Digest realm=\"r\", qop=\"auth\", nonce=\""
                                                + (answer.isEmpty() ? "first\"" : "second\", stale=true")));
                    }
                });
                Client client = new Client().with("adieu.credentials", "a:b")) {
            client.open(peer.uri());
            assertThat(peer.connections()).hasSize(3);
        }
    }

    @Test
    void aServerThatFindsEveryNonceTooOldIsNotAskedForever() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.send(Response.status(401, "Unauthorized")
                            .header("WWW-Authenticate", "Digest realm=\"r\", qop=\"auth\", nonce=\"n\", stale=true"));
                });
                Client client = new Client().with("adieu.credentials", "a:b")) {
            client.refused(peer.uri());
            assertThat(peer.connections()).hasSize(3);
        }
    }

    @Test
    void credentialsDoNotFollowARedirectToAnotherServer() {
        try (ScriptedPeer other = ScriptedPeer.plain(wantingBasic("a:b"));
                ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.send(Response.status(302, "Found")
                            .header("Location", other.uri().toString()));
                });
                Client client = new Client().with("adieu.credentials", "a:b").with("adieu.max-redirects", 3)) {
            assertThat(Client.story(client.refused(peer.uri())))
                    .contains("401")
                    .contains("Basic realm=\"r\"", "after a redirect to another origin");
            assertThat(other.connections()).hasSize(1);
            assertThat(other.connection().request().header("Authorization")).isEmpty();
        }
    }

    @Test
    void credentialsFollowARedirectOnTheSameServer() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    boolean known = c.request().header("Authorization").isPresent();
                    if (!known) {
                        c.send(Response.status(401, "Unauthorized").header("WWW-Authenticate", "Basic realm=\"r\""));
                    } else if (c.request().target().equals("/")) {
                        c.send(Response.status(302, "Found").header("Location", "/there"));
                    } else {
                        HERE.run(c);
                    }
                });
                Client client = new Client().with("adieu.credentials", "a:b").with("adieu.max-redirects", 1)) {
            assertThat(client.open(peer.uri()).getRequestURI()).isEqualTo(peer.uri("/there"));
        }
    }

    @Test
    void credentialsOfTyrusWork() {
        ClientEndpointConfig config =
                Client.properties(Map.of(ClientProperties.CREDENTIALS, new Credentials("ws_user", "password")));
        try (ScriptedPeer peer = ScriptedPeer.plain(wantingBasic("ws_user:password"));
                Client client = new Client().with(config)) {
            assertThat(client.open(peer.uri()).getUserPrincipal().getName()).isEqualTo("ws_user");
        }
    }

    @Test
    void theAuthConfigOfTyrusSwitchesSchemesOff() {
        AuthConfig withoutBasic =
                AuthConfig.Builder.create().disableProvidedBasicAuth().build();
        ClientEndpointConfig config = Client.properties(Map.of(
                ClientProperties.CREDENTIALS, new Credentials("a", "b"), ClientProperties.AUTH_CONFIG, withoutBasic));
        try (ScriptedPeer peer = ScriptedPeer.plain(wantingBasic("a:b"));
                Client client = new Client().with(config)) {
            client.refused(peer.uri());
            assertThat(peer.connections()).hasSize(1);
        }
    }

    /** A scheme of an application's own. */
    private static final class Shouting extends Authenticator {
        @Override
        public String generateAuthorizationHeader(URI uri, String challenge, Credentials credentials) {
            return "Shout " + credentials.getUsername().toUpperCase(Locale.ROOT) + " " + challenge.length() + " "
                    + uri.getPath();
        }
    }

    @Test
    void anAuthenticatorThatAnApplicationGaveTyrusWorks() {
        AuthConfig shouting = AuthConfig.Builder.create()
                .registerAuthProvider("Shout", new Shouting())
                .build();
        ClientEndpointConfig config = Client.properties(Map.of(
                ClientProperties.CREDENTIALS, new Credentials("a", "b"), ClientProperties.AUTH_CONFIG, shouting));
        try (ScriptedPeer peer = ScriptedPeer.plain(challenging("Basic realm=\"r\", shout realm=\"x\"", HERE));
                Client client = new Client().with(config)) {
            assertThat(client.open(peer.uri("/p")).getUserPrincipal().getName()).isEqualTo("a");
            assertThat(peer.connection(1).request().header("Authorization"))
                    .contains("Shout A " + "shout realm=\"x\"".length() + " /p");
        }
    }

    @Test
    void userInformationInTheUriAnswersAChallengeAndIsNeverShown() {
        try (ScriptedPeer peer = ScriptedPeer.plain(wantingBasic("me:pass word"));
                Client client = new Client()) {
            BrowserSession session = client.open(URI.create("ws://me:pass%20word@127.0.0.1:" + peer.port() + "/"));
            assertThat(session.getUserPrincipal().getName()).isEqualTo("me");
            assertThat(session.getRequestURI()).isEqualTo(peer.uri());
            Exception refusal = client.refused(URI.create("ws://me:secret@127.0.0.1:" + peer.port() + "/?q=secret"));
            assertThat(Client.story(refusal)).contains("401").doesNotContain("secret");
        }
    }

    @Test
    void aLongQuotedStringInAChallengeOverflowsNoStack() {
        String realm = "Basic realm=\"" + "r".repeat(60_000) + "\"";
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    OpeningRequest request = c.request();
                    if (request.header("Authorization").isEmpty()) {
                        c.send(Response.status(401, "Unauthorized").header("WWW-Authenticate", realm));
                    } else {
                        c.send(Response.accepting(request).header("WWW-Authenticate", realm));
                        c.answerClose();
                        c.fin();
                    }
                });
                Client client = new Client().with("adieu.credentials", "a:b")) {
            client.open(peer.uri());
        }
    }
}
