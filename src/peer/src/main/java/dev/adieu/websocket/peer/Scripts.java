package dev.adieu.websocket.peer;

/** Scripts that many tests need. */
public final class Scripts {

    private Scripts() {}

    /**
     * Returns a server that does all as RFC 6455 wants: repeats every message, answers pings and Close, then ends TCP
     * first.
     */
    public static Script echo() {
        return c -> {
            c.accept();
            ClientFrame frame = c.awaitFrameAt(0);
            for (int i = 1; !frame.isClose(); i++) {
                c.send(Wire.raw(repeated(frame)));
                frame = c.awaitFrameAt(i);
            }
            c.send(Wire.raw(repeated(frame)));
            c.fin();
        };
    }

    /** Returns a script like {@link #echo()} that records only the Close, so that it can run for long and fast. */
    public static Script endlessEcho() {
        return c -> {
            c.accept();
            c.send(Wire.raw(repeated(c.echoUnrecorded())));
            c.fin();
        };
    }

    /** Returns a server that accepts, answers Close and ends TCP first, as RFC 6455, section 7.1.1, wants. */
    public static Script acceptAndAnswerClose() {
        return acceptAndAnswerClose(c -> {});
    }

    /** Returns a script like {@link #acceptAndAnswerClose()}, with another that runs while the connection is open. */
    public static Script acceptAndAnswerClose(Script whileOpen) {
        return c -> {
            c.accept();
            whileOpen.run(c);
            c.answerClose();
            c.fin();
        };
    }

    /** Returns a server that accepts and reads, and never sends anything, nor ends TCP. */
    public static Script acceptAndNeverAnswer() {
        return PeerConnection::accept;
    }

    /** Returns a server that reads the opening handshake and never answers. */
    public static Script neverAccept() {
        return PeerConnection::request;
    }

    /** Returns a server that closes as soon as the connection is open, and ends TCP when the client has answered. */
    public static Script close(int code, String reason) {
        return c -> {
            c.accept();
            c.send(Frame.close(code, reason));
            c.awaitClose();
            c.fin();
        };
    }

    /** Returns what an echo sends for a frame: the same, unmasked; a pong for a ping, and nothing for a pong. */
    static byte[] repeated(ClientFrame frame) {
        if (frame.opcode() == Opcode.PONG) {
            return new byte[0];
        }
        Frame answer = Frame.of(frame.opcode() == Opcode.PING ? Opcode.PONG : frame.opcode(), frame.payload())
                .rsv(frame.rsv());
        return (frame.fin() ? answer : answer.notFinal()).bytes();
    }
}
