package dev.adieu.websocket.demo;

import java.util.List;

/**
 * A line of the table.
 *
 * @param problems how what was seen differs from what must be; empty if it does not
 */
record Result(int number, Scenario scenario, Observation seen, List<String> problems) {

    boolean isAsExpected() {
        return problems.isEmpty();
    }
}
