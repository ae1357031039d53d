package dev.adieu.websocket.it.browsers.compare;

import java.util.List;

/**
 * Two clients and the number of rows in which they cannot be told apart.
 *
 * @param rows how many rows there are
 */
public record Pair(Client one, Client other, long same, long rows) {

    /** Adieu with each engine, then the engines with each other. */
    static List<Pair> of(Comparison comparison) {
        return List.of(
                of(comparison, Client.ADIEU, Client.CHROMIUM),
                of(comparison, Client.ADIEU, Client.WEBKIT),
                of(comparison, Client.ADIEU, Client.FIREFOX),
                of(comparison, Client.CHROMIUM, Client.WEBKIT),
                of(comparison, Client.FIREFOX, Client.WEBKIT),
                of(comparison, Client.CHROMIUM, Client.FIREFOX));
    }

    private static Pair of(Comparison comparison, Client one, Client other) {
        List<Row> rows = comparison.rows();
        return new Pair(
                one, other, rows.stream().filter(row -> row.same(one, other)).count(), rows.size());
    }

    public String words() {
        return one.words() + " and " + other.words();
    }
}
