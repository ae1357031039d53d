package dev.adieu.websocket.it.browsers.compare;

import java.util.List;

/**
 * Two clients and the number of rows in which they cannot be told apart.
 *
 * @param rows how many rows there are
 */
public record Pair(Player one, Player other, long same, long rows) {

    /** Adieu with each engine, then the engines with each other. */
    static List<Pair> of(Comparison comparison) {
        return List.of(
                of(comparison, Player.ADIEU, Player.CHROMIUM),
                of(comparison, Player.ADIEU, Player.WEBKIT),
                of(comparison, Player.ADIEU, Player.FIREFOX),
                of(comparison, Player.CHROMIUM, Player.WEBKIT),
                of(comparison, Player.FIREFOX, Player.WEBKIT),
                of(comparison, Player.CHROMIUM, Player.FIREFOX));
    }

    private static Pair of(Comparison comparison, Player one, Player other) {
        List<Row> rows = comparison.rows();
        return new Pair(
                one, other, rows.stream().filter(row -> row.same(one, other)).count(), rows.size());
    }

    public String words() {
        return one.words() + " and " + other.words();
    }
}
