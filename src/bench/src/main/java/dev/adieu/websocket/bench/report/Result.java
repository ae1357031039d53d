package dev.adieu.websocket.bench.report;

import dev.adieu.websocket.bench.client.Contestant;
import dev.adieu.websocket.bench.work.Outcome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** The result of one contestant in one workload, over all windows. Figures are medians. */
public final class Result {

    private static final double NANOS_PER_SECOND = 1e9;

    private final String workload;
    private final String title;
    private final Contestant contestant;
    private final int size;
    /** A window, by its number; those before the first do not count. */
    public record Window(int number, Outcome outcome) {}

    private final List<Window> windows = new ArrayList<>();
    private String mark = "";

    public Result(String workload, String title, Contestant contestant, int size) {
        this.workload = workload;
        this.title = title;
        this.contestant = contestant;
        this.size = size;
    }

    /** Adds the outcome of a window. One that went wrong marks the contestant; one that failed ends its part. */
    public void add(int number, Outcome outcome) {
        windows.add(new Window(number, outcome));
        if (outcome.failure() != null) {
            mark = "failed: " + outcome.failure();
        } else if (outcome.has("wrong") && !isOut()) {
            mark = outcome.text("wrong");
        }
    }

    /** Returns whether it takes no further part. */
    public boolean isOut() {
        return mark.startsWith("failed");
    }

    /** Returns the reason why it is not ranked; empty if it is. */
    public String mark() {
        return mark;
    }

    public boolean isRanked() {
        return mark.isEmpty() && !counting().isEmpty();
    }

    public String workload() {
        return workload;
    }

    public String title() {
        return title;
    }

    public Contestant contestant() {
        return contestant;
    }

    public int size() {
        return size;
    }

    public List<Window> windows() {
        return windows;
    }

    private List<Outcome> counting() {
        return windows.stream()
                .filter(window -> window.number() >= 0 && window.outcome().failure() == null)
                .map(Window::outcome)
                .toList();
    }

    public double median(ToDoubleFunction<Outcome> figure) {
        double[] sorted = counting().stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    public double perSecond() {
        return median(one -> one.number("operations") * NANOS_PER_SECOND / one.number("nanos"));
    }

    /** Returns a figure for the whole window, divided by the operations. */
    public double perOperation(String figure) {
        return median(one -> one.number(figure) / one.number("operations"));
    }

    /** Returns the latencies of all windows. */
    public Histogram latency() {
        Histogram sum = new Histogram(3);
        for (Outcome outcome : counting()) {
            if (outcome.has("latency")) {
                try {
                    sum.add(Histogram.decodeFromCompressedByteBuffer(
                            ByteBuffer.wrap(Base64.getDecoder().decode(outcome.text("latency"))), 0));
                } catch (DataFormatException e) {
                    throw new IllegalStateException("a histogram of our own cannot be read", e);
                }
            }
        }
        return sum;
    }
}
