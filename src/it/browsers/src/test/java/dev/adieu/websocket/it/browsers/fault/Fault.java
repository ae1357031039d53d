package dev.adieu.websocket.it.browsers.fault;

/**
 * A deliberate fault: one piece of Adieu's source replaced by another.
 *
 * @param name what is wrong then
 * @param file below the sources of the provider
 * @param right the piece, which must be there exactly once
 * @param wrong what replaces it
 * @param caughtBy ids of rows that must turn red; there may be more
 */
public record Fault(String name, String file, String right, String wrong, String... caughtBy) {

    @Override
    public String toString() {
        return name;
    }
}
