package dev.adieu.websocket.it.browsers.fault;

import java.util.List;

/** Mistakes that a closing provider could make. */
public final class Faults {

    private static final String CLOSING = "closing/Closing.java";

    public static final List<Fault> ALL = List.of(
            new Fault(
                    "the limit of a reason is one byte too high",
                    "closing/CloseArguments.java",
                    "if (length > CloseReasons.MAX_BYTES) {",
                    "if (length > CloseReasons.MAX_BYTES + 1) {",
                    "open-reason-124",
                    "open-reason-2-byte-124",
                    "open-reason-4-byte-124",
                    "connecting-bad-reason",
                    "closed-bad-reason"),
            new Fault(
                    "the limit of a reason counts characters, not bytes",
                    "closing/UsvString.java",
                    "bytes += Character.isSurrogate(scalarValues.charAt(i)) ? 2 : utf8Length(scalarValues.charAt(i));",
                    "bytes++;",
                    "open-reason-2-byte-124",
                    "open-reason-3-byte-126",
                    "open-reason-lone-42"),
            new Fault(
                    "code 3000 is refused",
                    "closing/CloseCodes.java",
                    "return code >= 3000 && code <= 4999;",
                    "return code > 3000 && code <= 4999;",
                    "open-close-3000",
                    "close-in-onmessage",
                    "send-in-onclose"),
            new Fault(
                    "the event tells our own code",
                    CLOSING,
                    "return sent == Sent.WRITTEN ? next.exchanged() : next.then();",
                    "Closing echoed = received(new CloseBody(3001, \"client\")); return sent == Sent.WRITTEN ? echoed.exchanged() : echoed.then();",
                    "answer-1000",
                    "answer-empty",
                    "answer-4001",
                    "crossing-codes",
                    "open-close-4999"),
            new Fault(
                    "the event comes before TCP has ended",
                    CLOSING,
                    ": then(new Stop(CloseTimer.CLOSING), new Start(CloseTimer.TCP_CLOSE));",
                    ": closed(null, CloseTimer.CLOSING);",
                    "answer-fin-later",
                    "peer-close-fin-later"),
            new Fault(
                    "Close overtakes queued data",
                    "connection/send/SendQueue.java",
                    "return data.isEmpty() ? close : data.peek();",
                    "return close != null ? close : data.peek();",
                    "send-two-stalled"),
            new Fault(
                    "1006 is taken from the wire",
                    "closing/CloseCodes.java",
                    "case BROWSER -> code != NO_STATUS && code != ABNORMAL",
                    "case BROWSER -> code != NO_STATUS",
                    "peer-1006",
                    "peer-1006-bare",
                    "answer-1006"),
            new Fault(
                    "a peer that ends TCP without a Close is called clean",
                    CLOSING,
                    "boolean clean = failure == null && received != null && sent == Sent.WRITTEN && cause == null;",
                    "boolean clean = failure == null && cause == null;",
                    "tcp-fin",
                    "tcp-closing-fin",
                    "attempt-asked-close"),
            new Fault(
                    "messages are delivered while closing",
                    CLOSING,
                    "return state == ReadyState.OPEN || begun == Begun.BY_PEER || begun == Begun.BY_OWN_FAILURE;",
                    "return true;",
                    "closing-message-then-answer",
                    "close-in-onmessage"),
            new Fault(
                    "the peer's Close is answered with 1000",
                    CLOSING,
                    ".received(close.body())\n                    .sent(Sent.QUEUED)\n                    .then(new WriteClose(close.body()),",
                    ".received(close.body())\n                    .sent(Sent.QUEUED)\n                    .then(new WriteClose(new CloseBody(1000, \"\")),",
                    "peer-1001",
                    "peer-empty",
                    "peer-4000",
                    "peer-123"),
            new Fault(
                    "a protocol error is not told",
                    CLOSING,
                    "new Report(event, wasOpen && !toldTooBig ? failure : null)",
                    "new Report(event, null)",
                    "error-opcode-3",
                    "answer-1006",
                    "closing-error-rsv2"),
            new Fault(
                    "an attempt goes on after close()",
                    CLOSING,
                    "if (fact instanceof Fact.CloseRequested) {\n            // \"Fail",
                    "if (fact instanceof Fact.TimedOut) {\n            // \"Fail",
                    "attempt-asked-close",
                    "attempt-at-once-close",
                    "attempt-half-answer",
                    "attempt-tls"));

    private Faults() {}
}
