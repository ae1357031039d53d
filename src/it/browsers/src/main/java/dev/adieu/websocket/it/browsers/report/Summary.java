package dev.adieu.websocket.it.browsers.report;

import dev.adieu.websocket.it.browsers.compare.Agreement;
import dev.adieu.websocket.it.browsers.compare.Comparison;
import dev.adieu.websocket.it.browsers.compare.Player;
import dev.adieu.websocket.it.browsers.compare.Reason;
import dev.adieu.websocket.it.browsers.compare.Reasons;
import dev.adieu.websocket.it.browsers.compare.Row;
import dev.adieu.websocket.it.browsers.scenario.Group;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.table.Table;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The comparison in numbers, and its reasons, as Markdown. */
public final class Summary {

    private final Comparison comparison;
    private final StringBuilder out = new StringBuilder();

    public Summary(Comparison comparison) {
        this.comparison = comparison;
    }

    public String markdown() {
        pairs();
        counts();
        reasons("Where the engines differ", reason -> !reason.engines().isEmpty());
        reasons("Where Adieu differs from all", reason -> reason.engines().isEmpty());
        byDefault();
        return out.toString();
    }

    private void pairs() {
        out.append(comparison.sentence()).append("\n\n| | same | of |\n|---|---:|---:|\n");
        comparison
                .pairs()
                .forEach(pair -> out.append("| ")
                        .append(pair.words())
                        .append(" | ")
                        .append(pair.same())
                        .append(" | ")
                        .append(pair.rows())
                        .append(" |\n"));
    }

    private void counts() {
        out.append(
                "\n| | same as all | same as two | same as one | different | rows |\n|---|---:|---:|---:|---:|---:|\n");
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
        for (Agreement verdict : Agreement.values()) {
            out.append(" | ")
                    .append(rows.stream()
                            .filter(row -> row.verdict() == verdict)
                            .count());
        }
        out.append(" | ").append(rows.size()).append(" |\n");
    }

    private void reasons(String title, Predicate<Reason> wanted) {
        out.append("\n### ").append(title).append("\n\n| Adieu is as | why | rows |\n|---|---|---|\n");
        Reasons.ALL.stream().filter(wanted).forEach(reason -> {
            String rows = comparison.rows().stream()
                    .filter(row -> row.reasons().contains(reason))
                    .map(row -> '`' + row.scenario().id() + '`')
                    .collect(Collectors.joining(", "));
            String as = reason.engines().isEmpty() ? "none" : Player.words(reason.engines());
            out.append("| ")
                    .append(as)
                    .append(" | ")
                    .append(reason.why())
                    .append(" | ")
                    .append(rows)
                    .append(" |\n");
        });
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
