package dev.adieu.websocket.impl.connection.tcp;

/**
 * Decides when which address is tried (RFC 8305, section 5): the next one when the last try has failed or has not been
 * answered for a while, until one has connected. No I/O, threads or clock.
 */
final class RaceState {

    /** The action to take. */
    enum Step {
        /** Nothing. */
        WAIT,
        /** Try the next address. */
        TRY,
        /** Keep the connection, and close the other ones. */
        KEEP,
        /** Close the connection: another one was kept. */
        CLOSE,
        /** Report that all addresses have failed. */
        FAIL
    }

    private final int addresses;
    private int tried;
    private int failed;
    private boolean over;

    RaceState(int addresses) {
        if (addresses < 1) {
            throw new IllegalArgumentException("there must be an address, and there are " + addresses);
        }
        this.addresses = addresses;
    }

    /** Decides what to do when the race begins, or when the delay after the last try is over. */
    Step delayOver() {
        return over || !hasMore() ? Step.WAIT : tried();
    }

    /** Decides what to do when a try has failed. */
    Step failed() {
        if (over) {
            return Step.WAIT;
        }
        failed++;
        if (hasMore()) {
            return tried();
        }
        over = failed == addresses;
        return over ? Step.FAIL : Step.WAIT;
    }

    private Step tried() {
        tried++;
        return Step.TRY;
    }

    /** Decides what to do when a try has connected. */
    Step connected() {
        if (over) {
            return Step.CLOSE;
        }
        over = true;
        return Step.KEEP;
    }

    /** Ends the race without a winner. */
    void cancel() {
        over = true;
    }

    /** Returns whether there are addresses that have not been tried, so that a delay is to be waited for. */
    boolean hasMore() {
        return tried < addresses;
    }
}
