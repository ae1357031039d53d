package dev.adieu.websocket.impl.connection.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.ClientSockets;
import dev.adieu.websocket.impl.connection.loop.IoThreads;
import dev.adieu.websocket.impl.connection.loop.ManualTiming;
import dev.adieu.websocket.impl.connection.loop.Timing;
import dev.adieu.websocket.peer.FullBacklog;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Plays with real sockets: a port of the loopback network that answers, one that refuses, and one that does neither.
 */
@ExtendWith(NothingStaysBehind.class)
class TcpRaceTest {

    private final IoThreads.Lease threads = IoThreads.lease();
    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
    private final List<Channel> made = new ArrayList<>();
    private final ManualTiming time = new ManualTiming();

    @AfterEach
    void end() {
        threads.close();
    }

    private TcpRace race(Timing timing, int port, String... addresses) throws UnknownHostException {
        List<InetAddress> found = new ArrayList<>();
        for (String address : addresses) {
            found.add(InetAddress.getByName(address));
        }
        return new TcpRace(threads.loop(), timing, this::newChannel, "example.test", found, port, listener());
    }

    private NioSocketChannel newChannel() {
        NioSocketChannel channel = new NioSocketChannel();
        made.add(channel);
        return channel;
    }

    private TcpRace.Listener listener() {
        return new TcpRace.Listener() {
            @Override
            public void connected(Channel channel) {
                outcomes.add(channel);
            }

            @Override
            public void unreachable(Throwable failure) {
                outcomes.add(failure);
            }
        };
    }

    private void onLoop(Runnable task) {
        threads.loop().submit(task).syncUninterruptibly();
    }

    private Object outcome() throws InterruptedException {
        Object outcome = outcomes.poll(20, TimeUnit.SECONDS);
        assertThat(outcome).as("the race ends").isNotNull();
        return outcome;
    }

    private String winner() throws InterruptedException {
        Object outcome = outcome();
        assertThat(outcome).isInstanceOf(Channel.class);
        Channel channel = (Channel) outcome;
        String address =
                ((InetSocketAddress) channel.remoteAddress()).getAddress().getHostAddress();
        assertThat(channel.pipeline().names()).as("its pipeline is empty").hasSize(1);
        channel.close().syncUninterruptibly();
        return address;
    }

    private static ServerSocket listening(String address, int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getByName(address));
    }

    @Test
    void anAddressThatSwallowsPacketsDelaysTheNextByAQuarterOfASecond() throws Exception {
        try (FullBacklog swallows = FullBacklog.open();
                ServerSocket answers = listening("127.0.0.2", swallows.port())) {
            TcpRace race = race(time, answers.getLocalPort(), "127.0.0.1", "127.0.0.2");
            onLoop(race::begin);
            onLoop(() -> time.pass(TcpRace.DELAY.minusNanos(1)));
            assertThat(made).hasSize(1);
            onLoop(() -> time.pass(Duration.ofNanos(1)));
            assertThat(winner()).isEqualTo("127.0.0.2");
            assertThat(made).hasSize(2).noneMatch(Channel::isOpen);
            assertThat(time.waiting()).isZero();
            assertThat(outcomes).isEmpty();
        }
    }

    @Test
    void aRefusalIsFollowedByTheNextAddressAtOnce() throws Exception {
        try (ServerSocket answers = listening("127.0.0.4", 0)) {
            TcpRace race = race(time, answers.getLocalPort(), "127.0.0.1", "::1", "127.0.0.4", "127.0.0.5");
            onLoop(race::begin);
            assertThat(winner()).isEqualTo("127.0.0.4");
            assertThat(made).hasSize(3);
            assertThat(time.waiting())
                    .as("the delay before the last address was stopped")
                    .isZero();
        }
    }

    @Test
    void theOtherFamilyIsTheSecondThatIsTried() throws Exception {
        try (ServerSocket answers = listening("::1", 0)) {
            TcpRace race = race(time, answers.getLocalPort(), "127.0.0.1", "127.0.0.2", "::1");
            onLoop(race::begin);
            assertThat(winner()).isEqualTo("0:0:0:0:0:0:0:1");
            assertThat(made).hasSize(2);
        }
    }

    @Test
    void theFirstAddressMayStillWinAfterTheSecondWasTried() throws Exception {
        try (FullBacklog first = FullBacklog.open();
                FullBacklog second = FullBacklog.open("127.0.0.2", first.port())) {
            TcpRace race = race(Timing.REAL, first.port(), "127.0.0.1", "127.0.0.2");
            onLoop(race::begin);
            Eventually.holds(() -> made.size() == 2, () -> made.size() + " addresses were tried");
            first.acceptAll();
            assertThat(winner()).isEqualTo("127.0.0.1");
            assertThat(made).noneMatch(Channel::isOpen);
        }
    }

    @Test
    void oneAddressNeedsNoTimer() throws Exception {
        try (ServerSocket answers = listening("127.0.0.1", 0)) {
            TcpRace race = race(time, answers.getLocalPort(), "127.0.0.1", "127.0.0.1");
            onLoop(race::begin);
            assertThat(time.waiting()).isZero();
            assertThat(winner()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void everyAddressIsToldWithWhatItSaid() throws Exception {
        int port;
        try (ServerSocket closed = listening("127.0.0.1", 0)) {
            port = closed.getLocalPort();
        }
        onLoop(race(time, port, "127.0.0.1", "::1", "127.0.0.2")::begin);
        assertThat(outcome())
                .isInstanceOfSatisfying(
                        ConnectException.class,
                        failure -> assertThat(failure)
                                .hasMessage("TCP failed: 127.0.0.1 (Connection refused), "
                                        + "0:0:0:0:0:0:0:1 (Connection refused), 127.0.0.2 (Connection refused)")
                                .satisfies(
                                        all -> assertThat(all.getSuppressed()).hasSize(3)));
    }

    @Test
    void theOnlyAddressSpeaksForItself() throws Exception {
        int port;
        try (ServerSocket closed = listening("127.0.0.1", 0)) {
            port = closed.getLocalPort();
        }
        onLoop(race(time, port, "127.0.0.1")::begin);
        assertThat(outcome())
                .isInstanceOfSatisfying(
                        ConnectException.class,
                        failure -> assertThat(failure)
                                .hasMessage("TCP failed: 127.0.0.1 (Connection refused)")
                                .hasStackTraceContaining("127.0.0.1:" + port));
    }

    @Test
    void aSocketThatCannotBeOpenedIsAFailureOfThatAddress() throws Exception {
        List<InetAddress> two = List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("::1"));
        TcpRace race = new TcpRace(
                threads.loop(),
                time,
                () -> {
                    throw new ChannelException("too many open files");
                },
                "example.test",
                two,
                9,
                listener());
        onLoop(race::begin);
        assertThat(outcome())
                .isInstanceOfSatisfying(
                        ConnectException.class,
                        failure -> assertThat(failure).hasMessageContaining("127.0.0.1 (too many open files)"));
    }

    @Test
    void cancellingClosesEverySocketAndTellsNothing() throws Exception {
        try (FullBacklog first = FullBacklog.open();
                FullBacklog second = FullBacklog.open("127.0.0.2", first.port())) {
            int before = ClientSockets.to(first.port());
            TcpRace race = race(time, first.port(), "127.0.0.1", "127.0.0.2", "127.0.0.3");
            onLoop(race::begin);
            onLoop(() -> time.pass(TcpRace.DELAY));
            assertThat(made).hasSize(2);
            assertThat(race).hasToString("127.0.0.1 (no answer), 127.0.0.2 (no answer); 2 of 3 addresses");
            onLoop(race::cancel);
            assertThat(made).noneMatch(Channel::isOpen);
            assertThat(time.waiting()).isZero();
            Eventually.holds(
                    () -> ClientSockets.to(first.port()) == before,
                    () -> ClientSockets.to(first.port()) + " sockets are left of " + before);
            onLoop(() -> time.pass(Duration.ofDays(1)));
            assertThat(made).hasSize(2);
            assertThat(outcomes).isEmpty();
        }
    }
}
