package dev.adieu.websocket.impl.connection.loop;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Who steers an event loop: its own thread, or a helper that it was lent to. While the helper runs callbacks nobody
 * steers, and the loop's own thread may take the helm back at any moment.
 */
public final class Helm {

    private enum Hand {
        /** The own thread steers. */
        OWN,
        /** The helper runs callbacks. */
        CALLBACKS,
        /** The helper steers. */
        HELPER,
        /** The helper steers, and is to give the helm back. */
        RECALLED
    }

    private final AtomicReference<Hand> hand = new AtomicReference<>(Hand.OWN);
    private volatile Thread own;
    /** {@code null} while callbacks run. */
    private volatile Thread steersman;
    /** How many times callbacks have begun. Written by who has the helm. */
    private volatile long turns;
    /** Whether the own thread does not look whether callbacks take their time. */
    private volatile boolean resting;

    /** The own thread begins. */
    void begin() {
        own = Thread.currentThread();
        steersman = own;
    }

    boolean isOwn(Thread thread) {
        return thread == own;
    }

    boolean isSteeredBy(Thread thread) {
        return thread == steersman;
    }

    boolean isWithOwn() {
        return hand.get() == Hand.OWN;
    }

    boolean isRecalled() {
        return hand.get() == Hand.RECALLED;
    }

    boolean runsCallbacks() {
        return hand.get() == Hand.CALLBACKS;
    }

    long turns() {
        return turns;
    }

    // Of the own thread.

    /** The helper is to begin with callbacks. */
    void lend() {
        steersman = null;
        turns++;
        hand.set(Hand.CALLBACKS);
    }

    /** Takes the helm from a helper that runs callbacks. Whether it did. */
    boolean take() {
        return hand.compareAndSet(Hand.CALLBACKS, Hand.OWN);
    }

    /** Asks a helper that steers to give the helm back; it has to be woken then. Whether there is one. */
    boolean recall() {
        return hand.compareAndSet(Hand.HELPER, Hand.RECALLED);
    }

    /** Waits until the helm is given back, or the time is over. */
    void await(long nanos) {
        LockSupport.parkNanos(this, nanos);
    }

    /** Waits likewise, or until callbacks begin, if no more have begun than are known. */
    void rest(long knownTurns, long nanos) {
        resting = true;
        if (turns == knownTurns && !isWithOwn()) {
            await(nanos);
        }
        resting = false;
    }

    /** The own thread goes on, after the helm came back to it. */
    void goOn() {
        steersman = own;
    }

    // Of the helper.

    /** Steers when its callbacks have run, unless the own thread has taken the helm meanwhile. Whether it steers. */
    boolean steer() {
        boolean steers = hand.compareAndSet(Hand.CALLBACKS, Hand.HELPER);
        if (steers) {
            steersman = Thread.currentThread();
        }
        return steers;
    }

    /** Begins with callbacks, unless it was recalled. Whether it may. */
    boolean callBack() {
        steersman = null;
        turns++;
        boolean may = hand.compareAndSet(Hand.HELPER, Hand.CALLBACKS);
        if (may && resting) {
            LockSupport.unpark(own);
        }
        return may;
    }

    /** Leaves the helm to the own thread, after steering. */
    void giveBack() {
        steersman = null;
        hand.set(Hand.OWN);
        LockSupport.unpark(own);
    }

    /** Leaves the helm to the own thread amid callbacks. Whether it had it still. */
    boolean leave() {
        boolean left = take();
        if (left) {
            LockSupport.unpark(own);
        }
        return left;
    }
}
