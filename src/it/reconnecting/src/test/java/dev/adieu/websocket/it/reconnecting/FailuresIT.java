package dev.adieu.websocket.it.reconnecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many connections survive the failure of a server, of a network and of the computer itself. */
class FailuresIT {

    private static final int SESSIONS = 200;
    private static final int BEHIND_RELAY = 50;
    /** More than the ping interval and the pong timeout together. */
    private static final Duration SLEEP = Duration.ofSeconds(8);

    private static URI uri(String port) {
        return URI.create("ws://127.0.0.1:" + port + "/echo");
    }

    private static long sockets() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(FailuresIT::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    private static List<String> providersThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("adieu-"))
                .toList();
    }

    /** The JDK keeps a socket for itself once it has opened its first channel. */
    @BeforeAll
    static void letTheJdkOpenItsOwnSocket() throws IOException {
        SocketChannel.open().close();
    }

    @AfterEach
    void noThreadStays() {
        assertThat(providersThreads()).isEmpty();
    }

    @Test
    void aServerThatIsKilledAndStartedAgainGetsAllItsSessionsBackWithoutAStorm() throws Exception {
        long socketsBefore = sockets();
        String port;
        Program server = new Program(EchoProgram.class, "0");
        try {
            port = server.next();
            try (Crowd crowd = new Crowd(SESSIONS, uri(port), Map.of())) {
                crowd.echo("before");
                server.close();
                server = new Program(EchoProgram.class, port);
                assertThat(server.next()).isEqualTo(port);
                crowd.awaitSession(2);
                crowd.echo("after");
                assertThat(crowd.members()).allSatisfy(member -> {
                    assertThat(member.closed())
                            .as("no session was lost silently")
                            .isEqualTo(1);
                    // While the server starts, which takes seconds: 1, 2, 4, 8, 16 s and so on at most.
                    assertThat(member.reconnection().getTries()).isBetween(1, 9);
                });
                tellSpread(crowd);
            }
            assertThat(sockets()).isLessThanOrEqualTo(socketsBefore);
        } finally {
            server.close();
        }
    }

    /** No tenth of a second sees more than a fifth of them come back. */
    private static void tellSpread(Crowd crowd) {
        long first =
                crowd.members().stream().mapToLong(Crowd.Member::openedAt).min().orElseThrow();
        Map<Long, Long> perTenth = crowd.members().stream()
                .collect(Collectors.groupingBy(
                        member -> (member.openedAt() - first)
                                / Duration.ofMillis(100).toNanos(),
                        TreeMap::new,
                        Collectors.counting()));
        System.out.println(SESSIONS + " sessions came back, in tenths of a second: " + perTenth);
        assertThat(perTenth.values()).allSatisfy(count -> assertThat(count).isLessThan(SESSIONS / 2));
    }

    @Test
    void aProxyThatStopsForwardingIsNoticedByPingsAndEverySessionIsMadeAgain() throws Exception {
        long socketsBefore = sockets();
        try (Program server = new Program(EchoProgram.class, "0");
                SilentRelay relay = new SilentRelay(uri(server.next()))) {
            Map<String, Object> pings =
                    Map.of("adieu.ping-interval", Duration.ofSeconds(1), "adieu.pong-timeout", Duration.ofSeconds(2));
            try (Crowd crowd = new Crowd(BEHIND_RELAY, relay.uri(), pings)) {
                crowd.echo("before");
                relay.forgetAll();
                crowd.awaitErrors(1);
                crowd.awaitSession(2);
                crowd.echo("after");
                assertThat(crowd.members())
                        .allSatisfy(member -> assertThat(member.closed()).isEqualTo(1));
                assertThat(relay.accepted()).isEqualTo(2 * BEHIND_RELAY);
            }
        }
        assertThat(sockets()).isLessThanOrEqualTo(socketsBefore);
    }

    @Test
    void aComputerThatSleepsLosesNoConnectionToAServerThatStaysUp() throws Exception {
        try (Program server = new Program(EchoProgram.class, "0");
                Program client = client(server.next())) {
            assertThat(client.next()).isEqualTo("ready");
            client.say("1 before");
            assertThat(client.next()).isEqualTo("before [1/0/0]");
            client.sleep();
            // Nothing else tells that time has passed for a process that stands still.
            assertThat(new CountDownLatch(1).await(SLEEP.toSeconds(), TimeUnit.SECONDS))
                    .isFalse();
            client.wake();
            client.say("1 after");
            assertThat(client.next()).isEqualTo("after [1/0/0]");
        }
    }

    private static Program client(String port) throws IOException {
        return new Program(
                CrowdProgram.class, "50", uri(port).toString(), "adieu.ping-interval=PT1S", "adieu.pong-timeout=PT2S");
    }

    @Test
    void aComputerThatSleptWhileItsServerWasRestartedHasAllItsSessionsBack() throws Exception {
        Program server = new Program(EchoProgram.class, "0");
        try {
            String port = server.next();
            try (Program client = client(port)) {
                assertThat(client.next()).isEqualTo("ready");
                client.say("1 before");
                assertThat(client.next()).isEqualTo("before [1/0/0]");
                client.sleep();
                server.close();
                server = new Program(EchoProgram.class, port);
                assertThat(server.next()).isEqualTo(port);
                client.wake();
                client.say("2 after");
                assertThat(client.next()).startsWith("after [2/1/");
            }
        } finally {
            server.close();
        }
    }
}
