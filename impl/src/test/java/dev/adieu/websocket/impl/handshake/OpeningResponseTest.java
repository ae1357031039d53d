package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Responses that the client accepts or refuses (RFC 6455, section 4.1, "the client MUST validate the server's response
 * as follows").
 */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class OpeningResponseTest {

    private static final ClientEndpointConfig TWO_SUBPROTOCOLS = ClientEndpointConfig.Builder.create()
            .preferredSubprotocols(List.of("chat", "superchat"))
            .build();

    private static Arguments row(String what, UnaryOperator<Response> change, String complaint) {
        return Arguments.of(what, change, complaint);
    }

    static List<Arguments> wrongAnswers() {
        return List.of(
                row("no Upgrade", r -> r.without("Upgrade"), "Upgrade header is missing"),
                row("another Upgrade", r -> r.replacing("Upgrade", "h2c"), "[h2c]"),
                row("an empty Upgrade", r -> r.replacing("Upgrade", ""), "Upgrade header is []"),
                row(
                        "a second Upgrade of another kind",
                        r -> r.header("Upgrade", "h2c"),
                        "Upgrade header is [websocket, h2c]"),
                row("Upgrade with a list", r -> r.replacing("Upgrade", "websocket, foo"), "[websocket, foo]"),
                row("no Connection", r -> r.without("Connection"), "Connection header is missing"),
                row("another Connection", r -> r.replacing("Connection", "keep-alive"), "[keep-alive]"),
                row("a longer token in Connection", r -> r.replacing("Connection", "Upgraded"), "[Upgraded]"),
                row("no Accept", r -> r.without("Sec-WebSocket-Accept"), "Sec-WebSocket-Accept header is missing"),
                row(
                        "an Accept of another key",
                        r -> r.replacing("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
                        "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
                row(
                        "an empty Accept",
                        r -> r.replacing("Sec-WebSocket-Accept", ""),
                        "Sec-WebSocket-Accept header is []"),
                row("two Accepts", r -> r.header("Sec-WebSocket-Accept", "x"), "Sec-WebSocket-Accept"),
                row("a subprotocol that was not offered", r -> r.header("Sec-WebSocket-Protocol", "other"), "[other]"),
                row("a subprotocol in another case", r -> r.header("Sec-WebSocket-Protocol", "Chat"), "[Chat]"),
                row(
                        "two subprotocols",
                        r -> r.header("Sec-WebSocket-Protocol", "chat, superchat"),
                        "[chat, superchat]"),
                row(
                        "a subprotocol twice",
                        r -> r.header("Sec-WebSocket-Protocol", "chat").header("Sec-WebSocket-Protocol", "chat"),
                        "[chat, chat]"),
                row("an empty subprotocol", r -> r.header("Sec-WebSocket-Protocol", ""), "subprotocol"),
                row(
                        "an extension that was not offered",
                        r -> r.header("Sec-WebSocket-Extensions", "permessage-deflate"),
                        "\"permessage-deflate\", which was not"),
                row("200", r -> r.statusLine("HTTP/1.1 200 OK"), "200 OK"),
                row("404", r -> Response.status(404, "Not Found"), "404 Not Found"),
                row(
                        "426",
                        r -> Response.status(426, "Upgrade Required").header("Sec-WebSocket-Version", "14"),
                        "426 Upgrade Required instead of 101 (RFC 6455, section 4.1); it supports the versions [14]"),
                row(
                        "500",
                        r -> Response.status(500, "Internal Server Error").body("oops"),
                        "500 Internal Server Error"),
                row("a status of four digits", r -> r.statusLine("HTTP/1.1 1010 x"), "its status is 1010"),
                row("a status of one digit", r -> r.statusLine("HTTP/1.1 0 x"), "its status is 0"),
                row("no HTTP", r -> r.statusLine("SSH-2.0-OpenSSH"), "not an HTTP response"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAnswers")
    void aWrongAnswerIsRefusedAndSaysWhatIsWrong(String what, UnaryOperator<Response> change, String complaint) {
        Script script = c -> c.send(change.apply(c.accepting()));
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client().with(TWO_SUBPROTOCOLS)) {
            assertThat(Client.story(client.refused(peer.uri()))).contains(complaint);
            peer.connection().awaitClientEnd();
            assertThat(peer.connection().frames()).isEmpty();
            assertThat(client.listener().heardNothing()).isTrue();
        }
    }

    static List<Arguments> rightAnswers() {
        return List.of(
                row(
                        "header names in any case",
                        r -> r.without("Upgrade")
                                .without("Connection")
                                .header("uPGRADE", "websocket")
                                .header("CONNECTION", "Upgrade"),
                        ""),
                row("Upgrade in any case", r -> r.replacing("Upgrade", "WebSocket"), ""),
                row("Upgrade twice", r -> r.header("Upgrade", "websocket"), ""),
                row("Connection as a list of tokens", r -> r.replacing("Connection", "keep-alive, uPgRaDe"), ""),
                row(
                        "Connection in two headers",
                        r -> r.replacing("Connection", "keep-alive").header("Connection", "Upgrade"),
                        ""),
                row("spaces around values", r -> r.replacing("Connection", "   Upgrade  "), ""),
                row("another reason phrase", r -> r.statusLine("HTTP/1.1 101 Web Socket Protocol Handshake"), ""),
                row("no reason phrase", r -> r.statusLine("HTTP/1.1 101 "), ""),
                row("a header of 60 KiB", r -> r.header("X-Large", "x".repeat(60_000)), ""),
                row("no subprotocol", r -> r, ""),
                row("the second subprotocol", r -> r.header("Sec-WebSocket-Protocol", "superchat"), "superchat"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rightAnswers")
    void aRightAnswerOpens(String what, UnaryOperator<Response> change, String subprotocol) {
        Script script = c -> {
            c.send(change.apply(c.accepting()));
            c.answerClose();
            c.fin();
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client().with(TWO_SUBPROTOCOLS)) {
            BrowserSession session = client.open(peer.uri());
            assertThat(session.getNegotiatedSubprotocol()).isEqualTo(subprotocol);
            assertThat(session.getProtocolVersion()).isEqualTo("13");
            assertThat(session.getNegotiatedExtensions()).isEmpty();
            session.close();
            assertThat(Client.closed(session))
                    .as(() -> peer.connection().toString())
                    .satisfies(event -> assertThat(event.wasClean()).isTrue());
        }
    }

    private static Wire withBareLineFeeds(Wire response) {
        String text = new String(response.bytes(), StandardCharsets.ISO_8859_1);
        return Wire.ascii(text.replace("\r\n", "\n"));
    }

    private static void assertThatItOpensAndHearsHello(Script script) {
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client()) {
            client.open(peer.uri());
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("hello");
        }
    }

    @Test
    void linesMayEndWithLineFeedAlone() {
        Script script = c -> {
            c.request();
            c.send(
                    Wire.ascii("HTTP/1.1 103 Early Hints\nLink: </x>\n\n"),
                    withBareLineFeeds(c.accepting()),
                    Frame.text("hello"));
            c.answerClose();
        };
        assertThatItOpensAndHearsHello(script);
    }

    /** Endless line ends in front of the response, too, which no decoder has to skip until the timeout. */
    @ParameterizedTest
    @ValueSource(strings = {"<html>", "\r\n\r\n\r\n", " HTTP/1.1 101 x", "HTTX", "http/1.1 101 x", "\0"})
    void anAnswerThatIsNotHttpIsRefusedAtItsFirstBytes(String start) {
        Script script = c -> {
            c.request();
            c.send(Wire.ascii(start));
            c.awaitClientEnd();
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client().with("adieu.connect-timeout", 600_000)) {
            assertThat(client.refused(peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(
                            "its answer to the opening handshake is not an HTTP response: it begins with");
        }
    }

    @Test
    void anAnswerThatIsNotHttpIsRefusedByteByByteToo() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.sendInChops(1, Wire.ascii("\r\nHTTX"));
                    c.discardTheRest();
                });
                Client client = new Client()) {
            assertThat(client.refused(peer.uri())).hasMessageContaining("not an HTTP response");
        }
    }

    @Test
    void anAnswerOfHttp2IsNamed() {
        byte[] settings = {0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100};
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.send(Wire.raw(settings));
                    c.discardTheRest();
                });
                Client client = new Client()) {
            assertThat(client.refused(peer.uri())).hasMessageContaining("not an HTTP response: it is HTTP/2");
        }
    }

    @Test
    void interimResponsesArePassedOver() {
        Script script = c -> {
            c.request();
            c.send(
                    Wire.ascii("HTTP/1.1 100 Continue\r\n\r\n"),
                    Wire.ascii("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"),
                    c.accepting(),
                    Frame.text("hello"));
            c.answerClose();
        };
        assertThatItOpensAndHearsHello(script);
    }

    @Test
    void endlessInterimResponsesAreRefused() {
        Script script = c -> {
            c.request();
            c.sendEndlessly(Wire.ascii("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"));
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client()) {
            assertThat(client.refused(peer.uri()))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("more than 10 interim responses, the last of them 103 Early Hints");
            peer.connection().awaitClientEnd();
        }
    }

    @Test
    void anAnswerByteByByteOpens() {
        Script script = c -> {
            c.sendInChops(1, c.accepting());
            c.sendInChops(1, Frame.text("hello"));
            c.answerClose();
        };
        assertThatItOpensAndHearsHello(script);
    }

    @Test
    void anExtensionThatTheApplicationOffersIsNegotiatedWithItsParameters() {
        Extension offer = new OfferedExtension(
                "x-custom",
                List.of(new OfferedExtension.Value("level", "7"), new OfferedExtension.Value("flag", null)));
        Script script = c -> {
            c.send(c.accepting().header("Sec-WebSocket-Extensions", "x-custom; level=3"));
            c.answerClose();
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client()
                        .with(ClientEndpointConfig.Builder.create()
                                .extensions(List.of(offer))
                                .build())) {
            BrowserSession session = client.open(peer.uri());
            assertThat(peer.connection().request().header("Sec-WebSocket-Extensions"))
                    .contains("x-custom; level=7; flag");
            assertThat(session.getNegotiatedExtensions()).singleElement().satisfies(extension -> {
                assertThat(extension.getName()).isEqualTo("x-custom");
                assertThat(extension.getParameters()).singleElement().satisfies(parameter -> {
                    assertThat(parameter.getName()).isEqualTo("level");
                    assertThat(parameter.getValue()).isEqualTo("3");
                });
            });
        }
    }

    @Test
    void aServerThatEndsTcpInsteadOfAnsweringIsToldApart() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.fin();
                });
                Client client = new Client()) {
            assertThat(client.refused(peer.uri()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended TCP before it answered the opening handshake");
        }
    }

    @Test
    void aServerThatResetsInsteadOfAnsweringRefuses() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.request();
                    c.rst();
                });
                Client client = new Client()) {
            assertThat(client.refused(peer.uri()))
                    .isInstanceOf(IOException.class)
                    .satisfies(e -> assertThat(Client.story(e)).containsIgnoringCase("reset"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n"})
    void anEndlessHeaderIsRefusedWithBoundedMemory(String lineEnd) {
        Script script = c -> {
            c.request();
            c.send(Wire.ascii("HTTP/1.1 101 Switching Protocols" + lineEnd));
            c.sendEndlessly(Wire.ascii("X-More: " + "x".repeat(1000) + lineEnd));
        };
        try (ScriptedPeer peer = ScriptedPeer.plain(script);
                Client client = new Client()) {
            assertThat(Client.story(client.refused(peer.uri()))).contains("larger than 65536");
            peer.connection().awaitClientEnd();
        }
    }
}
