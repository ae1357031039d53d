package dev.adieu.websocket.it.browsers.compare;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Explains rows in which Adieu is not the same as all engines.
 *
 * @param engines that do what Adieu does in these rows; no other does
 * @param facets that are explained
 * @param rows matches the ids of the rows
 * @param why for people
 */
public record Reason(Set<Player> engines, Set<Facet> facets, Pattern rows, String why) {

    /** A reason without its text: which engines are followed, in what. */
    record Choice(Set<Player> engines, Set<Facet> facets) {

        Reason in(String rows, String why) {
            return new Reason(engines, facets, Pattern.compile(rows), why);
        }
    }

    /** Adieu follows these engines. */
    static Choice as(Player... engines) {
        EnumSet<Player> followed = EnumSet.noneOf(Player.class);
        followed.addAll(Arrays.asList(engines));
        return new Choice(followed, EnumSet.allOf(Facet.class));
    }

    /** Adieu differs from every engine in these facets. */
    static Choice asNone(Facet first, Facet... more) {
        return new Choice(EnumSet.noneOf(Player.class), EnumSet.of(first, more));
    }

    boolean isOf(Row row, Facet facet) {
        return facets.contains(facet)
                && engines.equals(row.same(facet))
                && rows.matcher(row.scenario().id()).matches();
    }
}
