package dev.adieu.websocket.impl.connection.alive;

import dev.adieu.websocket.impl.connection.loop.Timing;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of keep-alive between two pings, for what arrives and for what is written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeartbeatBenchmark {

    private static final Heartbeat.Peer NEVER_PINGED = new Heartbeat.Peer() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isRead() {
            return true;
        }

        @Override
        public void ping(byte[] payload) {}

        @Override
        public void silent(SocketTimeoutException failure) {}
    };

    private EventLoop loop;
    private Heartbeat heartbeat;

    @Setup
    public void begin() {
        loop = new DefaultEventLoop();
        heartbeat = Heartbeat.begin(Duration.ofDays(1), Duration.ofDays(1), loop, Timing.REAL, NEVER_PINGED);
    }

    @TearDown
    public void end() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Benchmark
    public void received() {
        heartbeat.received(Timing.REAL.nanoTime());
    }

    @Benchmark
    public void progressed() {
        heartbeat.progressed();
    }
}
