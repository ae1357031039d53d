package dev.adieu.websocket.it.browsers.fault;

import java.util.List;

/** Faults in the close event, and in what comes before it. */
final class EventFaults {

    private static final String CLOSING = "closing/Closing.java";

    static final List<Fault> ALL = List.of(
            new Fault(
                    Rule.EVENT,
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
                    Rule.NO_BODY,
                    "a Close without a body is reported as 1000",
                    "connection/frame/CloseBodies.java",
                    "? CloseBody.EMPTY",
                    "? new CloseBody(1000, \"\")",
                    "peer-empty",
                    "answer-empty",
                    "crossing-empty"),
            new Fault(
                    Rule.NO_CLOSE,
                    "1005 is reported where no Close came",
                    CLOSING,
                    ": new CloseBody(CloseCodes.ABNORMAL, \"\");",
                    ": CloseBody.EMPTY;",
                    "tcp-fin",
                    "tcp-closing-fin",
                    "refused-404",
                    "error-opcode-3"),
            new Fault(
                    Rule.CLEAN,
                    "a peer that ends TCP without a Close is called clean",
                    CLOSING,
                    "boolean clean = failure == null && received != null && sent == Sent.WRITTEN && cause == null;",
                    "boolean clean = failure == null && cause == null;",
                    "tcp-fin",
                    "tcp-closing-fin",
                    "attempt-asked-close"),
            new Fault(
                    Rule.CLEAN,
                    "a reset after both Close frames is called clean",
                    CLOSING,
                    "received != null && sent == Sent.WRITTEN && cause == null;",
                    "received != null && sent == Sent.WRITTEN;",
                    "tcp-close-rst-later",
                    "tcp-closing-answer-rst"),
            new Fault(
                    Rule.AFTER_TCP,
                    "the event comes before TCP has ended",
                    CLOSING,
                    ": then(new Stop(CloseTimer.CLOSING), new Start(CloseTimer.TCP_CLOSE));",
                    ": closed(null, CloseTimer.CLOSING);",
                    "answer-fin-later",
                    "peer-close-fin-later"),
            new Fault(
                    Rule.ONCE,
                    "onClose is called twice",
                    "endpoint/EndpointInstance.java",
                    "guarded(session, () -> endpoint.onClose(session, reason));",
                    "guarded(session, () -> endpoint.onClose(session, reason)); guarded(session, () -> endpoint.onClose(session, reason));",
                    "open-close-1000",
                    "peer-1000",
                    "tcp-fin"),
            new Fault(
                            Rule.ERROR_FIRST,
                            "onError comes after onClose",
                            "connection/ListenerCalls.java",
                            "switch (onError) {",
                            "listener.closed(report.event());\n            switch (onError) {",
                            "error-opcode-3",
                            "tcp-rst")
                    .and(
                            "connection/ListenerCalls.java",
                            "try {\n                listener.closed(report.event());\n            } finally {",
                            "{"),
            new Fault(
                    Rule.LOST,
                    "a reset is not told",
                    CLOSING,
                    "return lost ? OnError.CONNECTION_LOST : OnError.NOT_CALLED;",
                    "return OnError.NOT_CALLED;",
                    "tcp-rst",
                    "tcp-rst-in-frame",
                    "tcp-closing-rst",
                    "rst-while-stalled"),
            new Fault(
                    Rule.PROTOCOL_ERROR,
                    "a protocol error is not told",
                    CLOSING,
                    "return wasSilent ? OnError.CONNECTION_LOST : OnError.FAILURE;",
                    "return OnError.NOT_CALLED;",
                    "error-opcode-3",
                    "answer-1006",
                    "closing-error-rsv2"));

    private EventFaults() {}
}
