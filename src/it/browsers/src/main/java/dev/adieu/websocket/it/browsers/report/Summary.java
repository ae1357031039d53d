package dev.adieu.websocket.it.browsers.report;

import dev.adieu.websocket.it.browsers.compare.Comparison;
import dev.adieu.websocket.it.browsers.compare.Reason;
import dev.adieu.websocket.it.browsers.compare.Reasons;
import dev.adieu.websocket.it.browsers.compare.Row;
import dev.adieu.websocket.it.browsers.compare.Verdict;
import dev.adieu.websocket.it.browsers.scenario.Group;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.table.Table;
import java.util.List;
import java.util.stream.Collectors;

/** The comparison in numbers, and its reasons, as Markdown. */
public final class Summary {

    private final Comparison comparison;
    private final StringBuilder out = new StringBuilder();

    public Summary(Comparison comparison) {
        this.comparison = comparison;
    }

    public String markdown() {
        counts();
        reasons("Where the browsers differ", Verdict.SAME_AS_CHROMIUM, Verdict.SAME_AS_FIREFOX);
        reasons("Where Adieu differs from both", Verdict.DIFFERENT, Verdict.DIFFERENT);
        byDefault();
        return out.toString();
    }

    private void counts() {
        out.append(
                "| | same as both | same as Chromium | same as Firefox | different | rows |\n|---|---:|---:|---:|---:|---:|\n");
        for (Group group : Table.GROUPS) {
            line(
                    group.title(),
                    comparison.rows().stream()
                            .filter(row -> group.scenarios().contains(row.scenario()))
                            .toList());
        }
        line("**all**", comparison.rows());
        out.append("\nUnexplained: ").append(comparison.unexplained().size()).append(".\n");
    }

    private void line(String title, List<Row> rows) {
        out.append("| ").append(title);
        for (Verdict verdict : Verdict.values()) {
            out.append(" | ")
                    .append(rows.stream()
                            .filter(row -> row.verdict() == verdict)
                            .count());
        }
        out.append(" | ").append(rows.size()).append(" |\n");
    }

    private void reasons(String title, Verdict first, Verdict second) {
        out.append("\n### ").append(title).append("\n\n| as | why | rows |\n|---|---|---|\n");
        for (Reason reason : Reasons.ALL) {
            if (reason.verdict() == first || reason.verdict() == second) {
                String rows = comparison.rows().stream()
                        .filter(row -> row.reasons().contains(reason))
                        .map(row -> '`' + row.scenario().id() + '`')
                        .collect(Collectors.joining(", "));
                String as = reason.verdict().words().replace("same as ", "");
                out.append("| ")
                        .append(as)
                        .append(" | ")
                        .append(reason.why())
                        .append(" | ")
                        .append(rows)
                        .append(" |\n");
            }
        }
    }

    private void byDefault() {
        String rows = comparison.rows().stream()
                .filter(Row::differsByDefault)
                .map(Row::scenario)
                .map(Scenario::id)
                .map(id -> '`' + id + '`')
                .collect(Collectors.joining(", "));
        out.append(
                        "\n### With the default codes\n\nWith the default strategy `close()` sends 1000, where browsers send an empty body. ")
                .append("That shows in these rows, and no other differs: ")
                .append(rows)
                .append(".\n");
    }
}
