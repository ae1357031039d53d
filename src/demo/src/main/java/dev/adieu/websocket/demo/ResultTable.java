package dev.adieu.websocket.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints rows as they come, in columns of fixed width; a cell has as many lines as it needs. */
final class ResultTable {

    private static final int[] WIDTHS = {3, 25, 31, 20, 29, 5};
    private static final String GAP = "  ";

    private final PrintStream out;

    ResultTable(PrintStream out) {
        this.out = out;
    }

    void head() {
        line(List.of(" #", "what happens", "on the wire", "the server reported", "the client reported", "   ms", ""));
        line(List.of(
                "-".repeat(WIDTHS[0]),
                "-".repeat(WIDTHS[1]),
                "-".repeat(WIDTHS[2]),
                "-".repeat(WIDTHS[3]),
                "-".repeat(WIDTHS[4]),
                "-".repeat(WIDTHS[5]),
                "-----"));
    }

    void row(Result row) {
        List<List<String>> cells = List.of(
                List.of(String.format("%2d", row.number())),
                row.scenario().called(),
                wrapped(row.seen().wire().lines(), WIDTHS[2]),
                row.seen().serverTold().isEmpty() ? List.of("-") : row.seen().serverTold(),
                row.seen().clientTold(),
                List.of(String.format("%5d", row.seen().took().toMillis())),
                List.of(row.isAsExpected() ? "ok" : "WRONG"));
        int lines = cells.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < lines; i++) {
            int index = i;
            line(cells.stream()
                    .map(cell -> index < cell.size() ? cell.get(index) : "")
                    .toList());
        }
        row.problems().forEach(problem -> out.println("     must be: " + problem));
        out.println();
    }

    private void line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            line.append(i < WIDTHS.length ? String.format("%-" + WIDTHS[i] + "s", cells.get(i)) + GAP : cells.get(i));
        }
        out.println(line.toString().stripTrailing());
    }

    private static List<String> wrapped(List<String> lines, int width) {
        List<String> wrapped = new ArrayList<>();
        for (String line : lines) {
            String rest = line;
            for (int cut = rest.lastIndexOf(", ", width - 1);
                    rest.length() > width && cut > 0;
                    cut = rest.lastIndexOf(", ", width - 1)) {
                wrapped.add(rest.substring(0, cut + 1));
                rest = "   " + rest.substring(cut + 2);
            }
            wrapped.add(rest);
        }
        return wrapped;
    }
}
