package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseRules;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of the rules themselves. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClosingBenchmark {

    private static final CloseBody NORMAL = new CloseBody(1000, "");
    private static final Closing OPEN = Closing.begin(CloseRules.BROWSER)
            .next()
            .after(new Fact.Established())
            .next();

    @Param({"", "a reason of the usual length"})
    private String reason;

    /** Takes the steps from open to closed by our own Close. */
    @Benchmark
    public Closing.Step everyStepOfAClose() {
        return OPEN.after(new Fact.CloseRequested(NORMAL))
                .next()
                .after(new Fact.CloseWritten())
                .next()
                .after(new Fact.CloseReceived(NORMAL))
                .next()
                .after(new Fact.PeerEndedTcp())
                .next()
                .after(new Fact.TcpEnded(null));
    }

    /** Asks the questions of each message. */
    @Benchmark
    public boolean whetherAMessageIsSentAndDelivered() {
        return OPEN.acceptsData() && OPEN.deliversMessages() && OPEN.readsFrames();
    }

    @Benchmark
    public CloseBody checkOfArguments() {
        return CloseArguments.check(3000, reason, CloseRules.BROWSER);
    }
}
