package dev.adieu.websocket.bench.work;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The figures of a window, as one line of names and values. */
public final class Outcome {

    private static final String FAILED = "failed";

    private final Map<String, String> values = new LinkedHashMap<>();

    public Outcome put(String name, Object value) {
        values.put(name, String.valueOf(value));
        return this;
    }

    Outcome put(Histogram latency) {
        ByteBuffer bytes = ByteBuffer.allocate(latency.getNeededByteBufferCapacity());
        int length = latency.encodeIntoCompressedByteBuffer(bytes);
        return put("latency", Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes.array(), length)));
    }

    static String failed(Throwable failure) {
        return new Outcome()
                .put(FAILED, String.valueOf(failure).replaceAll("\\s+", " "))
                .toString();
    }

    /** Returns the reason why there are no figures; {@code null} if there are. */
    public String failure() {
        return values.get(FAILED);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    public double number(String name) {
        return has(name) ? Double.parseDouble(values.get(name)) : Double.NaN;
    }

    public Map<String, String> values() {
        return values;
    }

    public static Outcome parse(String line) {
        Outcome outcome = new Outcome();
        for (String pair : line.split("\t")) {
            int equals = pair.indexOf('=');
            outcome.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return outcome;
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining("\t"));
    }
}
