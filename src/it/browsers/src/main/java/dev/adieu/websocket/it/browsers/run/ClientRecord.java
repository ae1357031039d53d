package dev.adieu.websocket.it.browsers.run;

import java.util.List;

/**
 * One client's record of one scenario.
 *
 * @param startedAt milliseconds since 1970 at {@code new WebSocket}
 */
public record ClientRecord(double startedAt, List<Entry> entries) {}
