package dev.adieu.websocket.impl.connection.send;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message from what the application gives to the bytes that are written: as one of many that the event loop takes
 * together, and alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SendPathBenchmark {

    private static final int MESSAGES = 64;
    private static final QueuedFrame.Completion RESULT_UNUSED = failure -> {};

    private static final SendListener PROGRESS_UNUSED = new SendListener() {
        @Override
        public void bytesAccepted(int payload) {}

        @Override
        public void writeFailed(Throwable cause) {}
    };

    private final String text = "a".repeat(64);
    private final MessageFragmenter fragmenting = new MessageFragmenter();
    private final SendQueue outbox = new SendQueue();

    private QueuedFrame message() {
        return new QueuedFrame(fragmenting.wholeText(text), RESULT_UNUSED);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int queueAndEncodeMany() {
        for (int i = 0; i < MESSAGES; i++) {
            outbox.add(message());
        }
        return encode();
    }

    @Benchmark
    public int queueAndEncodeOne() {
        outbox.add(message());
        return encode();
    }

    private int encode() {
        ByteBuf bytes = WriteBatch.of(PROGRESS_UNUSED, new NettyWrites(), outbox.next(1 << 16), null)
                .encode(ByteBufAllocator.DEFAULT);
        int length = bytes.readableBytes();
        bytes.release();
        return length;
    }
}
