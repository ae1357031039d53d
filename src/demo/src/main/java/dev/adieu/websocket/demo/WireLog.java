package dev.adieu.websocket.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The frames on the wire, in the order in which the relay saw them. */
final class WireLog {

    /**
     * One thing that a side did.
     *
     * @param frame {@code null} where it was no frame
     * @param connection the number of the connection, among those that were established
     */
    private record Entry(Side side, String text, SeenFrame frame, int connection) {}

    private static final String RST = "RST";

    private final List<Entry> entries = new ArrayList<>();
    private int connections;

    synchronized void frame(Side side, SeenFrame frame) {
        entries.add(new Entry(side, frame.toString(), frame, connections));
    }

    /** Records a part of the opening handshake, or of a failure in it. */
    synchronized void opening(Side side, String text) {
        entries.add(new Entry(side, text, null, connections));
    }

    /** Removes the request of an opening handshake that has succeeded, which is of no interest any more. */
    synchronized void established() {
        entries.removeIf(entry -> entry.side() == Side.CLIENT && entry.text().startsWith("GET "));
        connections++;
    }

    synchronized void fin(Side side) {
        entries.add(new Entry(side, "FIN", null, connections));
    }

    synchronized void rst(Side side) {
        entries.add(new Entry(side, RST, null, connections));
    }

    synchronized boolean wasReset() {
        return entries.stream().anyMatch(entry -> entry.text().equals(RST));
    }

    /** Returns what one side sent on the last connection. */
    synchronized List<SeenFrame> frames(Side side) {
        return entries.stream()
                .filter(entry -> entry.side() == side && entry.frame() != null && entry.connection() == connections)
                .map(Entry::frame)
                .toList();
    }

    Optional<SeenFrame> close(Side side) {
        return frames(side).stream().filter(SeenFrame::isClose).findFirst();
    }

    /** Returns the frames of one side, as in {@code 2 x Binary 64 KiB, Close 1000}. */
    synchronized String sent(Side side) {
        return joined(entries.stream()
                .filter(entry -> entry.side() == side && entry.frame() != null)
                .toList());
    }

    /** Returns everything, with a line for each change of direction. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < entries.size()) {
            Side side = entries.get(from).side();
            int to = from;
            while (to < entries.size() && entries.get(to).side() == side) {
                to++;
            }
            lines.add(side.arrow() + ' ' + joined(entries.subList(from, to)));
            from = to;
        }
        return lines;
    }

    private static String joined(List<Entry> some) {
        List<String> texts = new ArrayList<>();
        int from = 0;
        while (from < some.size()) {
            String text = some.get(from).text();
            int to = from;
            while (to < some.size() && some.get(to).text().equals(text)) {
                to++;
            }
            texts.add(to - from == 1 ? text : to - from + " x " + text);
            from = to;
        }
        return String.join(", ", texts);
    }
}
