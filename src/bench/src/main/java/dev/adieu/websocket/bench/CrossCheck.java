package dev.adieu.websocket.bench;

import dev.adieu.websocket.bench.work.Outcome;

/** Compares what a client says it has done with what the server has seen. */
final class CrossCheck {

    private static final String WRONG = "wrong";

    private CrossCheck() {}

    /** Returns the outcome, and why it does not count if it does not. */
    static Outcome of(Workload workload, Outcome outcome) {
        if (outcome.failure() != null) {
            return outcome;
        }
        long operations = (long) outcome.number("operations");
        String closes = outcome.text("server-closes");
        String told = outcome.text("told");
        String kind = workload.command().split(" ")[0];
        if (kind.equals("echo") || kind.equals("queued")) {
            if (outcome.number("server-messages") != operations) {
                return outcome.put(
                        WRONG,
                        "the server has seen " + outcome.text("server-messages") + " of " + operations + " messages");
            }
        }
        if (workload.isDeflate() && outcome.number("server-bytes") >= operations * (double) workload.size()) {
            return outcome.put(WRONG, "does not compress");
        }
        if (kind.equals("close") && !closes.equals("1000:" + operations)) {
            return outcome.put(WRONG, "the server received " + closes + " (code:times; 0 is none)");
        }
        if ((kind.equals("close") || kind.equals("queued"))
                && !told.equals("4000:" + (kind.equals("close") ? operations : 1))) {
            return outcome.put(WRONG, "reports " + told + " (code:times) where the server said 4000");
        }
        if (kind.equals("shutdown") && !(closes.contains("1001:" + operations) && told.equals("4000:" + operations))) {
            return outcome.put(WRONG, "the server received " + closes + ", the sessions " + told);
        }
        if (kind.equals("idle") && outcome.number("alive") != operations) {
            return outcome.put(WRONG, "only " + outcome.text("alive") + " of " + operations + " stayed open");
        }
        return outcome;
    }
}
