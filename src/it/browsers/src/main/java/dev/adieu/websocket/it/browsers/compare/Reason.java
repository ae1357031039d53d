package dev.adieu.websocket.it.browsers.compare;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why rows are as they are where the browsers differ, or Adieu differs from both.
 *
 * @param rows which, by their ids
 * @param facets in what
 * @param verdict what they must be in that
 * @param why for people
 */
public record Reason(Pattern rows, Set<Facet> facets, Verdict verdict, String why) {

    static Reason chromium(String rows, String why) {
        return new Reason(Pattern.compile(rows), EnumSet.allOf(Facet.class), Verdict.SAME_AS_CHROMIUM, why);
    }

    static Reason firefox(String rows, String why) {
        return new Reason(Pattern.compile(rows), EnumSet.allOf(Facet.class), Verdict.SAME_AS_FIREFOX, why);
    }

    static Reason different(Set<Facet> facets, String rows, String why) {
        return new Reason(Pattern.compile(rows), facets, Verdict.DIFFERENT, why);
    }

    boolean isOf(Row row, Facet facet) {
        return facets.contains(facet)
                && verdict == row.verdict(facet)
                && rows.matcher(row.scenario().id()).matches();
    }
}
