package dev.adieu.websocket.bench.report;

import dev.adieu.websocket.bench.client.Contestant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Results as tables in Markdown, the fastest first, and those that are not ranked last. */
public final class Table {

    private static final double MICRO = 1e3;
    private static final double KIB = 1024;

    private Table() {}

    public static String of(List<Result> results) {
        Map<String, List<Result>> byWorkload = new LinkedHashMap<>();
        results.forEach(result -> byWorkload
                .computeIfAbsent(result.workload(), name -> new ArrayList<>())
                .add(result));
        StringBuilder page = new StringBuilder();
        byWorkload.values().forEach(some -> page.append(one(some)));
        return page.toString();
    }

    private static String one(List<Result> results) {
        boolean footprint = results.stream()
                .anyMatch(result -> result.windows().stream()
                        .anyMatch(window -> window.outcome().has("heap")));
        List<Result> sorted = new ArrayList<>(results);
        sorted.sort(Comparator.comparing((Result result) -> !result.isRanked())
                .thenComparing(Comparator.comparingDouble(
                                footprint ? (Result result) -> -result.perOperation("resident") : Result::perSecond)
                        .reversed()));
        Result first = results.get(0);
        StringBuilder table = new StringBuilder("\n### " + first.workload() + ": " + first.title() + "\n\n");
        table.append(
                footprint
                        ? "| client | threads more | heap, KiB each | direct, KiB each | resident, KiB each | ms to open one | CPU, µs to open one (user + system) |\n"
                                + "|---|---|---|---|---|---|---|\n"
                        : "| client | per second | of Adieu's | p50, µs | p99, µs | p99.9, µs | CPU, µs each (user + system) | bytes allocated each |\n"
                                + "|---|---|---|---|---|---|---|---|\n");
        double adieu = results.stream()
                .filter(result -> result.contestant().isAdieu())
                .mapToDouble(Result::perSecond)
                .max()
                .orElse(Double.NaN);
        for (Result result : sorted) {
            table.append("| ").append(name(result.contestant())).append(" | ");
            if (result.isOut()) {
                table.append(result.mark());
            } else {
                table.append(footprint ? footprint(result) : speed(result, adieu));
                table.append(result.mark().isEmpty() ? "" : " not ranked: " + result.mark());
                double sequential = result.median(one -> one.number("sequential"));
                table.append(
                        Double.isNaN(sequential)
                                ? ""
                                : String.format(Locale.ROOT, " one after the other %.0f µs each", sequential / MICRO));
            }
            table.append(" |\n");
        }
        return table.toString();
    }

    private static String name(Contestant contestant) {
        return contestant.isAdieu() ? "**" + contestant.title() + "**" : contestant.title();
    }

    private static String footprint(Result result) {
        return String.format(
                Locale.ROOT,
                "%.0f | %.1f | %.1f | %.1f | %.2f | %s",
                result.median(one -> one.number("threads")),
                result.perOperation("heap") / KIB,
                result.perOperation("direct") / KIB,
                result.perOperation("resident") / KIB,
                result.perOperation("nanos") / 1e6,
                cpu(result));
    }

    private static String speed(Result result, double adieu) {
        Histogram latency = result.latency();
        String percentiles = latency.getTotalCount() == 0
                ? " | | "
                : String.format(
                        Locale.ROOT,
                        "%.0f | %.0f | %.0f",
                        latency.getValueAtPercentile(50) / MICRO,
                        latency.getValueAtPercentile(99) / MICRO,
                        latency.getValueAtPercentile(99.9) / MICRO);
        return String.format(
                Locale.ROOT,
                "%,.0f | %.2f | %s | %s | %,.0f",
                result.perSecond(),
                result.perSecond() / adieu,
                percentiles,
                cpu(result),
                result.perOperation("allocated"));
    }

    private static String cpu(Result result) {
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f + %.2f)",
                result.perOperation("cpu") / MICRO,
                result.perOperation("user") / MICRO,
                result.perOperation("system") / MICRO);
    }
}
