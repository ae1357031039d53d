package dev.adieu.websocket.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Results as bars, in one SVG: on the left how many, longer is better; on the right what each costs the client in CPU,
 * shorter is better.
 */
public final class Chart {

    private static final int ROW = 18;
    private static final int HEAD = 54;
    private static final int LABEL = 215;
    private static final int BARS = 250;
    private static final int VALUE = 90;
    private static final int COLUMN = BARS + VALUE;
    private static final int WIDTH = LABEL + 2 * COLUMN + 20;
    private static final String ADIEU = "#0b6e99";
    private static final String OTHERS = "#9aa5b1";
    private static final String NOT_RANKED = "#e3e7eb";

    private final StringBuilder svg = new StringBuilder();
    private int y = 10;

    private Chart() {}

    public static String of(List<Result> results) {
        Chart chart = new Chart();
        Map<String, List<Result>> byWorkload = new LinkedHashMap<>();
        results.forEach(result -> byWorkload
                .computeIfAbsent(result.workload(), name -> new ArrayList<>())
                .add(result));
        byWorkload.values().forEach(chart::workload);
        return String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n%s</svg>%n",
                WIDTH, chart.y, chart.svg);
    }

    private void workload(List<Result> results) {
        boolean footprint = results.stream()
                .anyMatch(result -> result.windows().stream()
                        .anyMatch(window -> window.outcome().has("heap")));
        ToDoubleFunction<Result> left = footprint ? result -> result.perOperation("heap") / 1024 : Result::perSecond;
        ToDoubleFunction<Result> right = footprint
                ? result -> result.perOperation("resident") / 1024
                : result -> result.perOperation("cpu") / 1000;
        Result first = results.get(0);
        text(10, y + 18, "#1f2933", "font-weight=\"bold\" font-size=\"14\"", first.workload() + ": " + first.title());
        text(LABEL, y + 42, "#52606d", "", footprint ? "KiB of heap each" : "per second: longer is better");
        text(
                LABEL + COLUMN,
                y + 42,
                "#52606d",
                "",
                footprint ? "KiB of resident memory each" : "client's CPU, µs each: shorter is better");
        y += HEAD;
        List<Result> shown = new ArrayList<>(results.stream()
                .filter(result -> !Double.isNaN(left.applyAsDouble(result)))
                .toList());
        Comparator<Result> byFigure = Comparator.comparingDouble(left);
        shown.sort(Comparator.comparing((Result result) -> !result.isRanked())
                .thenComparing(footprint ? byFigure : byFigure.reversed()));
        double mostLeft = shown.stream().mapToDouble(left).max().orElse(1);
        double mostRight = shown.stream().mapToDouble(right).max().orElse(1);
        for (Result result : shown) {
            String label = result.contestant().title() + (result.isRanked() ? "" : " *");
            text(LABEL - 6, y + 13, result.contestant().isAdieu() ? ADIEU : "#1f2933", "text-anchor=\"end\"", label);
            bar(LABEL, left.applyAsDouble(result), mostLeft, result);
            bar(LABEL + COLUMN, right.applyAsDouble(result), mostRight, result);
            y += ROW;
        }
        if (shown.stream().anyMatch(result -> !result.isRanked())) {
            text(
                    LABEL,
                    y + 13,
                    "#52606d",
                    "font-size=\"11\"",
                    "* not ranked: it lost something or reported something else than the server sent; see the table");
            y += ROW;
        }
        y += 14;
    }

    private void bar(int x, double value, double most, Result result) {
        String fill = !result.isRanked() ? NOT_RANKED : result.contestant().isAdieu() ? ADIEU : OTHERS;
        double width = Math.max(1, BARS * Math.max(0, value) / most);
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                x,
                y + 2,
                width,
                ROW - 5,
                fill));
        text(
                (int) (x + width + 5),
                y + 13,
                "#52606d",
                "font-size=\"11\"",
                value < 100 ? String.format(Locale.ROOT, "%.2f", value) : String.format(Locale.ROOT, "%,.0f", value));
    }

    private void text(int x, int baseline, String colour, String more, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" fill=\"%s\" %s>%s</text>%n",
                x,
                baseline,
                colour,
                more,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
