package dev.adieu.websocket.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.LocalhostCertificate;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.junit.jupiter.api.Test;

class DemoTest {

    private static final int WIDTH = 130;
    private static final int WITH_ANY_SERVER = Scenarios.withAnyServer().size();
    private static final int WITH_OUR_SERVERS = Scenarios.withOurServers().size();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private int run(String... arguments) throws Exception {
        return Demo.run(List.of(arguments), out);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private int runAgainst(Script script) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(script)) {
            return run("--url", peer.uri("/chat?room=1").toString());
        }
    }

    @Test
    void withItsOwnServersEveryClosingIsAsItShouldBe() throws Exception {
        int exitCode = run();
        assertThat(printed())
                .contains("dev.adieu.websocket.impl.provider.AdieuContainer")
                .contains("jakarta.websocket-client-api-")
                .contains("Apache Tomcat/")
                .containsPattern("10 MiB sent, +-> 160 x Binary 64 KiB, +160 messages, 10 MiB +onClose 1000 +\\d+ +ok")
                .containsPattern("-> Close 3001 \"first\" +onClose 3001 \"first\" +onClose 3001 \"first\" +\\d+ +ok")
                .containsPattern(
                        "close\\(1001\\) +-> Close 1000 +onClose 1000 +throws InvalidAccessException +\\d+ +ok")
                .containsPattern("chooses the code +<- Close 4100 \"bean\"")
                .containsPattern("-> Close 4100 \"bean\" +onClose 4100 \"bean\" +onClose 4100 \"bean\"")
                .containsPattern("the peer resets TCP +<- RST +- +onError: SessionException +\\d+ +ok")
                .containsPattern("the peer is dead: +-> Ping.* +- +onError: SessionException +\\d+ +ok")
                .containsPattern("HTTP/1.1 503 Service Unavailable")
                .containsPattern("open again after 2 tries")
                .doesNotContain("Close 3002")
                .doesNotContain("WRONG")
                .endsWith(WITH_ANY_SERVER + WITH_OUR_SERVERS + " closings, all as they should be"
                        + System.lineSeparator());
        assertThat(rows()).isEqualTo(WITH_ANY_SERVER + WITH_OUR_SERVERS).isGreaterThanOrEqualTo(12);
        assertThat(printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
        assertThat(exitCode).isZero();
    }

    private long rows() {
        return Pattern.compile("(?m)^ ?\\d+  .* (ok|WRONG)$")
                .matcher(printed())
                .results()
                .count();
    }

    @Test
    void withAServerOfTheUsersOnlyClosingsOfTheClientAreTried() throws Exception {
        assertThat(runAgainst(Scripts.acceptAndAnswerClose())).isZero();
        assertThat(rows()).isEqualTo(WITH_ANY_SERVER);
        assertThat(printed())
                .contains("/chat?room=1")
                .contains("-> Close 3000 \"done\"")
                .doesNotContain("MiB");
    }

    @Test
    void whatAStrangersServerAnswersIsReportedAsItCame() throws Exception {
        int exitCode = runAgainst(peer -> {
            peer.accept();
            peer.awaitClose();
            peer.send(Frame.close(4321, "mine"));
            peer.fin();
        });
        assertThat(printed()).containsPattern("<- Close 4321 \"mine\", FIN +event 4321 \"mine\", clean");
        assertThat(exitCode).isZero();
    }

    @Test
    void aStrangersServerThatResetsTcpIsReportedAsNotClean() throws Exception {
        int exitCode = runAgainst(peer -> {
            peer.accept();
            peer.awaitClose();
            peer.rst();
        });
        assertThat(printed())
                .containsPattern("-> Close 3000 \"done\" +- +onError: SessionException")
                .containsPattern("<- RST +onClose 1006")
                .contains("event 1006, not clean");
        assertThat(exitCode).isZero();
    }

    @Test
    void aServerBehindTlsIsSeenAsWell() throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(LocalhostCertificate.trustingContext());
        try (ScriptedPeer peer = ScriptedPeer.tls(Scripts.acceptAndAnswerClose())) {
            assertThat(run("--url", peer.uri().toString())).isZero();
        } finally {
            SSLContext.setDefault(before);
        }
        assertThat(printed())
                .contains("The server is wss://127.0.0.1:")
                .contains("-> Close 3000 \"done\"")
                .contains("<- Close 3000 \"done\"");
    }

    @Test
    void aServerThatRefusesTheOpeningHandshakeIsNamedWithItsAnswer() throws Exception {
        int exitCode = runAgainst(peer -> {
            peer.request();
            peer.send(Response.status(404, "Not Found"));
            peer.fin();
        });
        assertThat(printed()).contains("no connection to ws://127.0.0.1:").contains("<- HTTP/1.1 404 Not Found");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void aServerThatIsNotThereIsNamed() throws Exception {
        String nowhere = "ws://127.0.0.1:" + freePort() + "/chat";
        assertThat(run("--url", nowhere)).isEqualTo(2);
        assertThat(printed()).contains("no connection to " + nowhere).contains("Connection refused");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void anOutcomeThatIsNotTheExpectedOneIsMarkedAndFailsTheRun() throws Exception {
        Scenario wrong = Scenario.raw(
                "close(3000)",
                Scripts.acceptAndAnswerClose(),
                c -> c.open().close(3000),
                "Close 3001",
                "Close 3000",
                "onClose 3000\nevent 3000, clean");
        Result row = new Demonstration().play(wrong, (JakartaServer) null);
        new ResultTable(out).row(row);
        assertThat(new Demo(out).sum(List.of(row))).isEqualTo(1);
        assertThat(row.problems()).containsExactly("the client sends: Close 3001, but it was: Close 3000");
        assertThat(printed())
                .contains("WRONG")
                .contains("must be: the client sends: Close 3001")
                .contains("1 NOT as they should be: [1]");
    }

    @Test
    void aClosingThatTakesLessThanItMustIsNotAsExpected() throws Exception {
        Scenario tooShort = Scenario.raw(
                        "close(1000)",
                        Scripts.acceptAndAnswerClose(),
                        c -> c.open().close(1000),
                        "Close 1000",
                        "Close 1000",
                        "onClose 1000\nevent 1000, clean")
                .waitingFor("adieu.closing-timeout", Duration.ofSeconds(9));
        assertThat(new Demonstration().play(tooShort, (JakartaServer) null).problems())
                .singleElement()
                .asString()
                .startsWith("it takes 9000 to");
    }

    @Test
    void anotherProviderIsNotTakenForThisOne() {
        assertThat(new Demo(out).isOurs(new WsWebSocketContainer())).isFalse();
        assertThat(printed())
                .contains("gives org.apache.tomcat.websocket.WsWebSocketContainer")
                .contains("That is another provider");
    }

    @Test
    void helpNamesEveryOption() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(printed()).contains("--url").contains("--help").contains("-Ddemo.args");
    }

    @Test
    void whatItDoesNotUnderstandIsNamed() throws Exception {
        assertThat(run("--uri", "ws://localhost/")).isEqualTo(2);
        assertThat(run("--url")).isEqualTo(2);
        assertThat(run("--url", "http://localhost/")).isEqualTo(2);
        assertThat(printed())
                .contains("there is no option \"--uri\"")
                .contains("--url needs an address")
                .contains("\"http://localhost/\" is no address");
    }
}
