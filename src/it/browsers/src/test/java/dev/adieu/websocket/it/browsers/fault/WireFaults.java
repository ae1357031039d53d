package dev.adieu.websocket.it.browsers.fault;

import java.util.List;

/** Faults in the states, and in the order of what is sent. */
final class WireFaults {

    private static final String CLOSING = "closing/Closing.java";

    static final List<Fault> ALL = List.of(
            new Fault(
                    Rule.CLOSING_AT_ONCE,
                    "the state is OPEN until the peer answers",
                    CLOSING,
                    "return in(ReadyState.CLOSING)\n                    .begunBy(Begun.BY_REQUEST)\n                    .sent(Sent.QUEUED)",
                    "return in(ReadyState.OPEN)\n                    .begunBy(Begun.BY_REQUEST)\n                    .sent(Sent.QUEUED)",
                    "open-close-1000",
                    "closing-bad-999"),
            new Fault(
                    Rule.FIRST_CLOSE,
                    "a second close() takes the place of the first",
                    CLOSING,
                    "if (ending) {",
                    "if (fact instanceof Fact.CloseRequested again) {\n            return then(new WriteClose(again.body()));\n        }\n        if (ending) {",
                    "close-twice"),
            new Fault(
                    Rule.ATTEMPT,
                    "an attempt that is given up reports the code it was closed with",
                    CLOSING,
                    ".endingTcp()\n                    .then(new Stop(CloseTimer.CONNECT), new ResetTcp());",
                    ".received(new CloseBody(4001, \"bye\"))\n                    .endingTcp()\n                    .then(new Stop(CloseTimer.CONNECT), new ResetTcp());",
                    "attempt-at-once-close-code",
                    "attempt-asked-close-code"),
            new Fault(
                    Rule.ATTEMPT,
                    "an attempt that is given up ends TCP with FIN",
                    CLOSING,
                    ".then(new Stop(CloseTimer.CONNECT), new ResetTcp());",
                    ".then(new Stop(CloseTimer.CONNECT), new EndTcp());",
                    "attempt-asked-close",
                    "attempt-half-answer"),
            new Fault(
                    Rule.ATTEMPT,
                    "an attempt goes on after close()",
                    CLOSING,
                    "if (fact instanceof Fact.CloseRequested) {\n            // \"Fail",
                    "if (fact instanceof Fact.TimedOut) {\n            // \"Fail",
                    "attempt-asked-close",
                    "attempt-at-once-close",
                    "attempt-half-answer",
                    "attempt-tls"),
            new Fault(
                    Rule.PEER_CLOSE,
                    "the state is OPEN after the peer's Close",
                    "connection/WebSocketConnection.java",
                    "return state.closing().state();",
                    "return state.closing().received() != null && state.closing().state() == ReadyState.CLOSING ? ReadyState.OPEN : state.closing().state();",
                    "peer-close-look"),
            new Fault(
                    Rule.BEHIND_DATA,
                    "Close overtakes queued data",
                    "connection/send/SendQueue.java",
                    "return data.isEmpty() ? close : data.peek();",
                    "return close != null ? close : data.peek();",
                    "send-two-stalled"),
            new Fault(
                    Rule.NOTHING_BEHIND,
                    "a send after close() is accepted",
                    "connection/ConnectionState.java",
                    "if (!closing.acceptsData()) {",
                    "if (closing.state() == ReadyState.CONNECTING) {",
                    "send-nothing-after-close",
                    "send-before-and-after-close"),
            new Fault(
                    Rule.ANSWER_BEHIND_DATA,
                    "queued data is dropped when the peer closes",
                    CLOSING,
                    ".received(close.body())\n                    .sent(Sent.QUEUED)\n                    .then(new WriteClose(close.body()),",
                    ".received(close.body())\n                    .sent(Sent.QUEUED)\n                    .then(new WriteCloseNow(close.body()),",
                    "peer-close-while-stalled"),
            new Fault(
                    Rule.ANSWER,
                    "the peer's Close is answered with 1000",
                    CLOSING,
                    ".received(close.body())\n                    .sent(Sent.QUEUED)\n                    .then(new WriteClose(close.body()),",
                    ".received(close.body())\n                    .sent(Sent.QUEUED)\n                    .then(new WriteClose(new CloseBody(1000, \"\")),",
                    "peer-1001",
                    "peer-empty",
                    "peer-4000",
                    "peer-123"),
            new Fault(
                    Rule.PINGS,
                    "pings are not answered",
                    CLOSING,
                    "&& sent != Sent.WRITTEN\n                && !ending",
                    "&& sent == null\n                && !ending",
                    "message-ping",
                    "message-ping-in-fragments"),
            new Fault(
                            Rule.PINGS,
                            "pings are answered after our Close",
                            CLOSING,
                            "&& sent != Sent.WRITTEN\n                && !ending",
                            "&& !ending",
                            "closing-ping-then-answer",
                            "crossing-ping",
                            "no-answer-pings")
                    .and(
                            "connection/send/SendQueue.java",
                            "QueuedFrame replaced = ended ? answer : pong;\n        pong = ended ? null : answer;",
                            "QueuedFrame replaced = pong;\n        pong = answer;")
                    .and(
                            "connection/send/SendQueue.java",
                            "if (ended) {\n            return null;\n        } else if (pong != null) {\n            return pong;\n        }",
                            "if (pong != null) {\n            return pong;\n        } else if (ended) {\n            return null;\n        }"),
            new Fault(
                    Rule.BUFFERED_AMOUNT,
                    "bufferedAmount counts the frame's header",
                    "connection/ConnectionState.java",
                    "bufferedAmount.addAndGet(frame.payload());",
                    "bufferedAmount.addAndGet(frame.payload() + 6);",
                    "buffered-while-stalled"),
            new Fault(
                    Rule.FAILURE,
                    "a protocol error is reported to the peer as 1000",
                    "connection/code/CloseTrigger.java",
                    "CloseCause.PROTOCOL_ERROR,",
                    "CloseCause.NORMAL,",
                    "error-opcode-3",
                    "peer-124"),
            new Fault(
                    Rule.FAILURE,
                    "bad UTF-8 is reported to the peer as 1002",
                    "connection/code/CloseTrigger.java",
                    "CloseCause.INVALID_PAYLOAD, \"invalid UTF-8\"",
                    "CloseCause.PROTOCOL_ERROR, \"invalid UTF-8\"",
                    "error-utf8-byte",
                    "peer-reason-bad-byte"),
            new Fault(
                    Rule.FAILURE,
                    "a message over the limit is reported to the peer as 1002",
                    "connection/code/CloseTrigger.java",
                    "CloseCause.TOO_BIG, \"message too big\"",
                    "CloseCause.PROTOCOL_ERROR, \"message too big\"",
                    "message-5m-begun"),
            new Fault(
                    Rule.FAILURE,
                    "a connection that failed waits for the peer to end TCP",
                    CLOSING,
                    "return next.endingTcp().then(new Stop(CloseTimer.TCP_CLOSE), new EndTcp());",
                    "return next.then();",
                    "error-no-fin"));

    private WireFaults() {}
}
