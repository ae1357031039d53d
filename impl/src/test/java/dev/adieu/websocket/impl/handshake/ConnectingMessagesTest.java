package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.impl.connection.tls.TlsFailures;
import dev.adieu.websocket.peer.ConnectProxy;
import dev.adieu.websocket.peer.FullBacklog;
import dev.adieu.websocket.peer.PeerCertificate;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpointConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares the table of messages in {@code src/docs/connecting.md} with what is thrown. */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class ConnectingMessagesTest {

    private static final PeerCertificate SERVER = PeerCertificate.of("localhost", "ip:127.0.0.1");

    private record Row(String happened, String exception, String message) {

        /** Reads a row of the table. */
        static Row of(String line) {
            String[] cells = line.split("\\|");
            return new Row(cells[1].strip(), cells[2].strip().replace("`", ""), cells[3].strip());
        }

        Pattern pattern() {
            String words = message.substring(1, message.length() - 1);
            return Pattern.compile(
                    Arrays.stream(words.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                    Pattern.DOTALL);
        }
    }

    private static List<Row> rows() throws IOException {
        String page = Files.readString(Path.of("../src/docs/connecting.md"));
        return page.substring(page.indexOf("| what happened |"))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(Row::of)
                .toList();
    }

    private static Exception answer(Response response, Client client) {
        return play(
                c -> {
                    c.request();
                    c.send(response);
                },
                client);
    }

    private static Exception play(Script script, Client client) {
        try (ScriptedPeer peer = ScriptedPeer.plain(script)) {
            return refused(client, peer.uri());
        }
    }

    private static Exception refused(Client client, URI uri) {
        try (client) {
            return client.refused(uri);
        }
    }

    private static Response unauthorized() {
        return Response.status(401, "Unauthorized");
    }

    private static Client withCredentials() {
        return new Client().with("adieu.credentials", "a:b");
    }

    private static Client withHeader(String value) {
        return new Client()
                .with(ClientEndpointConfig.Builder.create()
                        .configurator(new ClientEndpointConfig.Configurator() {
                            @Override
                            public void beforeRequest(Map<String, List<String>> headers) {
                                headers.put("X-Header", List.of(value));
                            }
                        })
                        .build());
    }

    private static Map<String, Callable<Throwable>> situations() {
        Map<String, Callable<Throwable>> all = new LinkedHashMap<>();
        all.put("the scheme is wrong", () -> refused(new Client(), URI.create("ftp://h/")));
        all.put("a configurator's header cannot be sent", () -> play(c -> {}, withHeader("a\nb")));
        all.put(
                "the name has no address",
                () -> refused(
                        new Client(host -> {
                            throw new UnknownHostException(host);
                        }),
                        URI.create("ws://nowhere.example.test/")));
        all.put("nobody listens", () -> {
            int port;
            try (ServerSocket freed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = freed.getLocalPort();
            }
            return refused(new Client(), URI.create("ws://127.0.0.1:" + port + "/"));
        });
        all.put("nobody answers", () -> {
            try (FullBacklog server = FullBacklog.open()) {
                return refused(new Client().with("adieu.connect-timeout", 200), server.uri());
            }
        });
        all.put("the proxy refuses", () -> {
            try (ConnectProxy proxy = ConnectProxy.plain().refusing("503 Service Unavailable")) {
                return refused(new Client().with("adieu.proxy", proxy.uri()), URI.create("ws://example.test/"));
            }
        });
        all.put("`wss:` leads to a port without TLS", () -> {
            try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                c.readAnything();
                c.send(Wire.ascii("HTTP/1.1 400 Bad Request\r\n\r\n"));
            })) {
                return refused(new Client(), URI.create("wss://127.0.0.1:" + peer.port() + "/"));
            }
        });
        all.put(
                "`ws:` leads to a port with TLS",
                () -> play(
                        c -> {
                            c.readAnything();
                            c.send(Wire.raw(new byte[] {21, 3, 1, 0, 2, 2, 70}));
                        },
                        new Client()));
        all.put("the server ends TCP during the TLS handshake", () -> {
            try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                c.readAnything();
                c.fin();
            })) {
                return refused(new Client(), URI.create("wss://127.0.0.1:" + peer.port() + "/"));
            }
        });
        all.put("an unknown authority issued the certificate", () -> {
            try (ScriptedPeer peer = ScriptedPeer.tls(SERVER.presenting(null), false, Scripts.neverAccept())) {
                return refused(new Client(), peer.uri());
            }
        });
        all.put("the certificate is for another host", () -> {
            try (ScriptedPeer peer = ScriptedPeer.tls(SERVER.presenting(null), false, Scripts.neverAccept())) {
                return refused(
                        Client.findingEveryNameHere().with("adieu.ssl-context", SERVER.trusting()),
                        peer.uri("other.example.test", "/"));
            }
        });
        // Over a real connection, a reset may overtake the alert.
        all.put(
                "the server wants a client certificate",
                () -> TlsFailures.explained(new SSLHandshakeException("Received fatal alert: certificate_required")));
        all.put(
                "the server ends TCP before it answers",
                () -> play(
                        c -> {
                            c.request();
                            c.fin();
                        },
                        new Client()));
        all.put(
                "TCP is reset before the server answers",
                () -> play(
                        c -> {
                            c.request();
                            c.rst();
                        },
                        new Client()));
        all.put(
                "the answer is not HTTP",
                () -> play(
                        c -> {
                            c.request();
                            c.send(Wire.ascii("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
                        },
                        new Client()));
        all.put("the server refuses", () -> answer(Response.status(404, "Not Found"), new Client()));
        all.put("the server refuses with 403", () -> answer(Response.status(403, "Forbidden"), new Client()));
        all.put(
                "the server asks to wait",
                () -> answer(Response.status(503, "Busy").header("Retry-After", "7"), new Client()));
        all.put(
                "a redirect is not followed",
                () -> answer(
                        Response.status(302, "Found")
                                .header("Location", "https://me:pw@other.example/login?token=secret"),
                        new Client()));
        all.put(
                "there are no credentials",
                () -> answer(unauthorized().header("WWW-Authenticate", "Basic realm=\"r\""), new Client()));
        all.put(
                "the challenge cannot be answered",
                () -> answer(unauthorized().header("WWW-Authenticate", "Negotiate"), withCredentials()));
        all.put("a 401 has no challenge", () -> answer(unauthorized(), withCredentials()));
        all.put(
                "the credentials are wrong",
                () -> answer(unauthorized().header("WWW-Authenticate", "Basic realm=\"r\""), withCredentials()));
        all.put("the 101 is not valid", () -> play(c -> c.send(c.accepting().without("Upgrade")), new Client()));
        all.put(
                "an extension is required",
                () -> play(
                        Scripts.acceptAndAnswerClose(),
                        new Client()
                                .with("adieu.compression", true)
                                .with("adieu.required-extensions", "permessage-deflate")));
        return all;
    }

    @TestFactory
    Stream<DynamicTest> everyMessageIsAsThePageSays() throws IOException {
        List<Row> rows = rows();
        Map<String, Callable<Throwable>> situations = situations();
        assertThat(rows).extracting(Row::happened).containsExactlyElementsOf(situations.keySet());
        return rows.stream()
                .map(row -> DynamicTest.dynamicTest(row.happened(), () -> {
                    Throwable thrown = situations.get(row.happened()).call();
                    assertThat(thrown.getClass().getSimpleName()).isEqualTo(row.exception());
                    assertThat(thrown.getMessage()).matches(row.pattern());
                }));
    }
}
