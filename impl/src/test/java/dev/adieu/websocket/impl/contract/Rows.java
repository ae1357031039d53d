package dev.adieu.websocket.impl.contract;

import dev.adieu.websocket.CloseRules;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Turns rows into tests: each over ws and wss, under each of its rule sets. */
final class Rows {

    private Rows() {}

    static Stream<DynamicTest> of(Row... rows) {
        return of(Arrays.asList(rows));
    }

    static Stream<DynamicTest> of(Collection<Row> rows) {
        return rows.stream().flatMap(Rows::tests);
    }

    private static Stream<DynamicTest> tests(Row row) {
        return row.rules.stream()
                .flatMap(rules -> Stream.of(false, true)
                        .filter(tls -> tls ? row.tls : row.plain)
                        .map(tls -> test(row, tls, rules)));
    }

    private static DynamicTest test(Row row, boolean tls, CloseRules rules) {
        String name =
                row.sentence + " [" + (tls ? "wss" : "ws") + ", " + rules.name().toLowerCase(Locale.ROOT) + ']';
        return DynamicTest.dynamicTest(name, () -> new Play(row, tls, rules, name).run());
    }
}
