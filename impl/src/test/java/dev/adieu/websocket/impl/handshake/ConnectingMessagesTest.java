package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ConnectProxy;
import dev.adieu.websocket.peer.Frame;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares the table of messages in {@code src/docs/connecting.md} with what is thrown. */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class ConnectingMessagesTest {

    private static final PeerCertificate SERVER = PeerCertificate.of("localhost", "ip:127.0.0.1");
    private static final PeerCertificate CLIENT = PeerCertificate.of("client");

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
        return withConfigurator(headers -> headers.put("X-Header", List.of(value)));
    }

    private static Client withConfigurator(Consumer<Map<String, List<String>>> before) {
        return new Client()
                .with(ClientEndpointConfig.Builder.create()
                        .configurator(new ClientEndpointConfig.Configurator() {
                            @Override
                            public void beforeRequest(Map<String, List<String>> headers) {
                                before.accept(headers);
                            }
                        })
                        .build());
    }

    private static Client nowhere() {
        return new Client(host -> {
            throw new UnknownHostException(host);
        });
    }

    private static InetAddress loopback(int lastNumber) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) lastNumber});
    }

    private static int closedPort() throws IOException {
        try (ServerSocket freed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return freed.getLocalPort();
        }
    }

    /** Returns a peer that sends its alert and reads on, so that TCP does not lose it. */
    private static ScriptedPeer wantingCertificate() {
        return ScriptedPeer.tls(SERVER.presenting(CLIENT), true, c -> {
            assertThatThrownBy(c::request).hasCauseInstanceOf(SSLException.class);
            c.discardBelowTls();
        });
    }

    private static Exception withoutCertificate(String protocol) {
        SslEngineConfigurator engine =
                new SslEngineConfigurator(SERVER.trusting()).setEnabledProtocols(new String[] {protocol});
        try (ScriptedPeer peer = wantingCertificate()) {
            return refused(new Client().with(ClientProperties.SSL_ENGINE_CONFIGURATOR, engine), peer.uri());
        }
    }

    /** Returns the failure of a send that waits for a server that reads nothing, and then does something else. */
    private static Exception blocked(Script then, boolean close) throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        Script script = c -> {
            c.accept();
            c.awaitCue();
            then.run(c);
            c.awaitCue();
        };
        try (ScriptedPeer peer = ScriptedPeer.withReceiveBuffer(4096, false, script);
                Client client = new Client().with("adieu.closing-timeout", 300)) {
            BrowserSession session = client.open(peer.uri());
            FutureTask<Exception> send = new FutureTask<>(() -> {
                sending.countDown();
                try {
                    session.getBasicRemote().sendText("x".repeat(32 << 20));
                    return null;
                } catch (IOException e) {
                    return e;
                }
            });
            Thread thread = new Thread(send, "sends");
            thread.start();
            sending.await();
            Eventually.holds(
                    () -> session.getBufferedAmount() > 0 && thread.getState() == Thread.State.WAITING,
                    () -> "the send does not wait: " + thread.getState());
            if (close) {
                session.close();
            }
            peer.connection().cue();
            Exception failure = send.get(20, TimeUnit.SECONDS);
            peer.connection().cue();
            return failure;
        }
    }

    private static Map<String, Callable<Throwable>> situations() {
        Map<String, Callable<Throwable>> all = new LinkedHashMap<>();
        all.put("the scheme is wrong", () -> refused(new Client(), URI.create("ftp://h/")));
        all.put("a configurator's header cannot be sent", () -> play(c -> {}, withHeader("a\nb")));
        all.put(
                "a configurator throws an exception without a message",
                () -> play(c -> {}, withConfigurator(headers -> {
                    throw new IllegalStateException();
                })));
        all.put("the name has no address", () -> refused(nowhere(), URI.create("ws://example.test/")));
        all.put(
                "nobody listens at an address",
                () -> refused(new Client(), URI.create("ws://127.0.0.1:" + closedPort() + "/")));
        all.put(
                "nobody listens at the address of a name",
                () -> refused(Client.findingEveryNameHere(), URI.create("ws://example.test:" + closedPort() + "/")));
        all.put(
                "nobody listens at several addresses",
                () -> refused(
                        new Client(host -> List.of(loopback(2), loopback(3))),
                        URI.create("ws://example.test:" + closedPort() + "/")));
        all.put("nobody listens where a redirect led", () -> {
            String elsewhere = "http://127.0.0.1:" + closedPort() + "/there?token=secret";
            return answer(
                    Response.status(302, "Found").header("Location", elsewhere),
                    new Client().with("adieu.max-redirects", 1));
        });
        all.put("nobody answers", () -> {
            try (FullBacklog server = FullBacklog.open()) {
                return refused(new Client().with("adieu.connect-timeout", 200), server.uri());
            }
        });
        all.put("the server does not complete the TLS handshake", () -> {
            try (ScriptedPeer peer = ScriptedPeer.plain(c -> c.readAnything())) {
                return refused(
                        new Client()
                                .with("adieu.ssl-context", SERVER.trusting())
                                .with("adieu.connect-timeout", 2000),
                        URI.create("wss://127.0.0.1:" + peer.port() + "/"));
            }
        });
        all.put(
                "the server does not answer the opening handshake",
                () -> play(c -> c.request(), new Client().with("adieu.connect-timeout", 300)));
        all.put(
                "nobody listens at the proxy",
                () -> refused(
                        new Client().with("adieu.proxy", "http://127.0.0.1:" + closedPort()),
                        URI.create("ws://example.test/")));
        all.put(
                "the name of the proxy has no address",
                () -> refused(
                        nowhere().with("adieu.proxy", "http://proxy.example.test:3128"),
                        URI.create("ws://example.test/")));
        all.put("the proxy does not answer", () -> {
            try (ConnectProxy proxy = ConnectProxy.plain().silent()) {
                return refused(
                        new Client().with("adieu.proxy", proxy.uri()).with("adieu.connect-timeout", 300),
                        URI.create("ws://example.test/"));
            }
        });
        all.put("`https:` leads to a proxy without TLS", () -> {
            try (ScriptedPeer proxy = ScriptedPeer.plain(c -> {
                c.readAnything();
                c.send(Wire.ascii("HTTP/1.1 400 Bad Request\r\n\r\n"));
            })) {
                return refused(
                        new Client().with("adieu.proxy", "https://127.0.0.1:" + proxy.port()),
                        URI.create("ws://example.test/"));
            }
        });
        all.put("`http:` leads to a proxy with TLS", () -> {
            try (ConnectProxy proxy = ConnectProxy.tls(SERVER.presenting(null))) {
                return refused(
                        new Client().with("adieu.proxy", "http://127.0.0.1:" + proxy.port()),
                        URI.create("ws://example.test/"));
            }
        });
        all.put("the proxy wants credentials", () -> {
            try (ConnectProxy proxy = ConnectProxy.plain().wanting("me", "right")) {
                return refused(new Client().with("adieu.proxy", proxy.uri()), URI.create("ws://example.test/"));
            }
        });
        all.put("the proxy wants other credentials", () -> {
            try (ConnectProxy proxy = ConnectProxy.plain().wanting("me", "right")) {
                return refused(
                        new Client().with("adieu.proxy", proxy.uri("me:wrong")), URI.create("ws://example.test/"));
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
        all.put("the certificate has expired", () -> {
            PeerCertificate authority = PeerCertificate.authority("authority");
            PeerCertificate old = authority.issueExpired("localhost", "ip:127.0.0.1");
            try (ScriptedPeer peer = ScriptedPeer.tls(old.presenting(null), false, Scripts.neverAccept())) {
                return refused(new Client().with("adieu.ssl-context", authority.trusting()), peer.uri());
            }
        });
        all.put("the server wants a client certificate, TLS 1.2", () -> withoutCertificate("TLSv1.2"));
        all.put("the server wants a client certificate, TLS 1.3", () -> withoutCertificate("TLSv1.3"));
        all.put("the server wants another client certificate", () -> {
            try (ScriptedPeer peer = wantingCertificate()) {
                PeerCertificate other = PeerCertificate.of("other");
                return refused(new Client().with("adieu.ssl-context", other.presenting(SERVER)), peer.uri());
            }
        });
        all.put("the server ends TCP before it answers, with TLS", () -> {
            try (ScriptedPeer peer = ScriptedPeer.tls(SERVER.presenting(null), false, c -> {
                c.request();
                c.fin();
            })) {
                return refused(new Client().with("adieu.ssl-context", SERVER.trusting()), peer.uri());
            }
        });
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
                                .header("Location", "https://me:secret@other.example/login;id=secret?token=secret"),
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
        all.put("a send waits, and the server closes", () -> blocked(c -> c.send(Frame.close(4000, "enough")), false));
        all.put("a send waits, and the server resets TCP", () -> blocked(c -> c.rst(), false));
        all.put("a send waits, and this side closes in vain", () -> blocked(c -> {}, true));
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
                    assertThat(thrown.getMessage()).matches(row.pattern()).doesNotContain("secret");
                }));
    }
}
