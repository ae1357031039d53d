package dev.adieu.websocket.it.browsers.fault;

import java.util.List;
import java.util.stream.Stream;

/**
 * A deliberate fault: a piece of Adieu's source, or several, replaced by others.
 *
 * @param rule that is broken
 * @param name what is wrong then
 * @param changes to the source
 * @param caughtBy ids of rows that must turn red; there may be more
 */
public record Fault(Rule rule, String name, List<Change> changes, List<String> caughtBy) {

    /**
     * A change to one file.
     *
     * @param file below the sources of the provider
     * @param right the piece, which must be there exactly once
     * @param wrong what replaces it
     */
    record Change(String file, String right, String wrong) {}

    /** Creates a fault of one change. */
    Fault(Rule rule, String name, String file, String right, String wrong, String... caughtBy) {
        this(rule, name, List.of(new Change(file, right, wrong)), List.of(caughtBy));
    }

    /** Adds a change, for a rule that is kept in more than one place. */
    Fault and(String file, String right, String wrong) {
        return new Fault(
                rule,
                name,
                Stream.concat(changes.stream(), Stream.of(new Change(file, right, wrong)))
                        .toList(),
                caughtBy);
    }

    @Override
    public String toString() {
        return name;
    }
}
