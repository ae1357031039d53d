package dev.adieu.websocket.impl.contract;

import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptException;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The scripts that the rows are made of. */
final class Peers {

    private Peers() {}

    /** Repeats the client's Close and ends TCP first. */
    static Script answers() {
        return Scripts.acceptAndAnswerClose();
    }

    /** Sends this when the client's Close has come, and ends TCP. */
    static Script answersWith(Wire... answer) {
        return c -> {
            c.accept();
            c.awaitClose();
            c.send(answer);
            c.fin();
        };
    }

    /** Sends this when the client's Close has come, and lets the client end TCP. */
    static Script answersAndKeepsTcp(Wire... answer) {
        return c -> {
            c.accept();
            c.awaitClose();
            c.send(answer);
        };
    }

    /** Answers neither the opening handshake nor anything else, and does not mind how the client goes. */
    static Script stalls() {
        return c -> {
            try {
                c.request();
            } catch (ScriptException gone) {
                c.rst();
            }
        };
    }

    /** Answers the opening handshake with this, and ends TCP. */
    static Script refuses(Function<PeerConnection, Wire> answer) {
        return c -> {
            c.request();
            c.send(answer.apply(c));
            c.fin();
        };
    }

    /** Answers the opening handshake with a 101 that is changed, and lets the client end TCP. */
    static Script refusesWith(UnaryOperator<Response> change) {
        return c -> c.send(change.apply(c.accepting()));
    }

    /** Sends this in one segment, and ends TCP when the client's Close has come. */
    static Script closes(Wire... parts) {
        return c -> {
            c.accept();
            c.send(parts);
            c.awaitClose();
            c.fin();
        };
    }

    /** Sends this in one segment, and lets the client end TCP. */
    static Script sends(Wire... parts) {
        return c -> {
            c.accept();
            c.send(parts);
        };
    }

    /** Sends this in the segment of the 101, and ends TCP when the client's Close has come. */
    static Script opensWith(Wire... parts) {
        return c -> {
            c.accept(parts);
            c.awaitClose();
            c.fin();
        };
    }

    /**
     * Sends each part in a segment of its own, waits for that many frames of the client, closes with 1000, and ends TCP
     * when that is answered.
     */
    static Script exchanges(int frames, Wire... parts) {
        return c -> {
            c.accept();
            for (Wire part : parts) {
                c.send(part);
            }
            finish(c, frames);
        };
    }

    /** Returns a script like {@link #exchanges}, with pieces of that many bytes. */
    static Script exchangesInChops(int size, int frames, Wire... parts) {
        return c -> {
            c.accept();
            for (Wire part : parts) {
                c.sendInChops(size, part);
            }
            finish(c, frames);
        };
    }

    private static void finish(PeerConnection c, int frames) throws IOException {
        c.awaitFrames(frames);
        c.send(Frame.close(1000));
        c.awaitClose();
        c.fin();
    }
}
