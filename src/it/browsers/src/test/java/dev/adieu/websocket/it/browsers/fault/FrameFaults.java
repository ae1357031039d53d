package dev.adieu.websocket.it.browsers.fault;

import java.util.List;

/** Faults in reading the frames of the peer. */
final class FrameFaults {

    private static final String CLOSING = "closing/Closing.java";

    static final List<Fault> ALL = List.of(
            new Fault(
                    Rule.UNASSIGNED,
                    "a code that nobody has assigned is a protocol error",
                    "closing/CloseCodes.java",
                    "case BROWSER -> code != NO_STATUS &&",
                    "case BROWSER -> code != 2999 && code != NO_STATUS &&",
                    "peer-2999",
                    "answer-2999"),
            new Fault(
                    Rule.NEVER_ON_THE_WIRE,
                    "1006 is taken from the wire",
                    "closing/CloseCodes.java",
                    "case BROWSER -> code != NO_STATUS && code != ABNORMAL",
                    "case BROWSER -> code != NO_STATUS",
                    "peer-1006",
                    "peer-1006-bare",
                    "answer-1006"),
            new Fault(
                    Rule.NEVER_ON_THE_WIRE,
                    "1015 is taken from the wire",
                    "closing/CloseCodes.java",
                    "&& code != TLS_HANDSHAKE;",
                    ";",
                    "peer-1015",
                    "peer-1015-bare",
                    "answer-1015"),
            new Fault(
                    Rule.RESERVED,
                    "a reserved bit is ignored",
                    "connection/frame/FrameDecoder.java",
                    "(first & RSV2_AND_3) != 0 || (first & RSV1) != 0 && !mayHaveRsv1",
                    "(first & RSV1) != 0 && !mayHaveRsv1",
                    "error-rsv2",
                    "error-rsv3"),
            new Fault(
                    Rule.RESERVED,
                    "a reserved opcode is ignored",
                    "connection/frame/FrameDecoder.java",
                    "Opcode known = Opcode.of(first & OPCODE);",
                    "Opcode known = Opcode.of(first & OPCODE) == null ? Opcode.PONG : Opcode.of(first & OPCODE);",
                    "error-opcode-3",
                    "error-opcode-11",
                    "closing-error-opcode-15"),
            new Fault(
                    Rule.MASKED,
                    "a masked frame is accepted",
                    "connection/frame/FrameDecoder.java",
                    "} else if ((second & MASK) != 0) {",
                    "} else if (second < 0) {",
                    "peer-masked",
                    "error-masked-ping"),
            new Fault(
                    Rule.CONTROL,
                    "a control frame may be longer than 125 bytes",
                    "connection/frame/FrameDecoder.java",
                    "shortLength > MAX_CONTROL)",
                    "shortLength > MAX_CONTROL + 1)",
                    "error-ping-126",
                    "peer-124"),
            new Fault(
                    Rule.CONTROL,
                    "a control frame may be fragmented",
                    "connection/frame/FrameDecoder.java",
                    "if (!fin) {",
                    "if (!fin && opcode == null) {",
                    "peer-fragmented",
                    "error-ping-fragmented"),
            new Fault(
                    Rule.CONTROL,
                    "a length may be written in more bits than it needs",
                    "connection/frame/FrameDecoder.java",
                    "boolean fewest = shortLength < LENGTH_IN_16_BITS",
                    "boolean fewest = shortLength > 0",
                    "error-length-16-bits",
                    "error-length-64-bits"),
            new Fault(
                    Rule.FRAGMENTS,
                    "a message may begin inside another",
                    "connection/frame/FrameDecoder.java",
                    "} else if (inMessage && opcode != Opcode.CONTINUATION) {",
                    "} else if (inMessage && opcode == null) {",
                    "error-interleaved-text",
                    "error-interleaved-binary"),
            new Fault(
                            Rule.CLOSE_BODY,
                            "one byte in a Close frame is an empty body",
                            "connection/frame/FrameDecoder.java",
                            "} else if (opcode == Opcode.CLOSE && shortLength == 1) {",
                            "} else if (shortLength < 0) {",
                            "peer-1-byte",
                            "answer-1-byte")
                    .and("connection/frame/FrameDecoder.java", "if (body.length == 0) {", "if (body.length <= 1) {")
                    .and("connection/frame/CloseBodies.java", "return bytes.length == 0", "return bytes.length <= 1"),
            new Fault(
                    Rule.UTF8,
                    "text that is not UTF-8 is dropped silently",
                    "connection/ReceivedFacts.java",
                    "case INVALID_UTF8 -> facts.fail(CloseTrigger.invalidUtf8(failure), Initiator.PEER);",
                    "case INVALID_UTF8 -> {}",
                    "error-utf8-byte"),
            new Fault(
                    Rule.UTF8,
                    "a reason need not be UTF-8",
                    "connection/frame/CloseBodies.java",
                    "Utf8.decodeWhole(bytes, 2, bytes.length)",
                    "new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_8)",
                    "peer-reason-bad-byte",
                    "answer-bad-utf8"),
            new Fault(
                    Rule.BOM,
                    "the BOM of a reason is dropped",
                    "connection/frame/CloseBodies.java",
                    "Utf8.decodeWhole(bytes, 2, bytes.length)",
                    "Utf8.decodeWhole(bytes, 2, bytes.length).replace(\"\\uFEFF\", \"\")",
                    "peer-reason-bom"),
            new Fault(
                    Rule.TOO_BIG,
                    "messages have no limit",
                    "connection/receive/MessageAssembler.java",
                    "limit = limits.max(text);",
                    "limit = Integer.MAX_VALUE;",
                    "message-5m",
                    "message-5m-begun"),
            new Fault(
                    Rule.NOT_WHILE_CLOSING,
                    "messages are delivered while closing",
                    CLOSING,
                    "return state == ReadyState.OPEN || begun == Begun.BY_PEER || begun == Begun.BY_OWN_FAILURE;",
                    "return true;",
                    "closing-message-then-answer",
                    "close-in-onmessage"),
            new Fault(
                    Rule.BEFORE_PEER_CLOSE,
                    "what came before the peer's Close is not delivered",
                    CLOSING,
                    "return state == ReadyState.OPEN || begun == Begun.BY_PEER || begun == Begun.BY_OWN_FAILURE;",
                    "return state == ReadyState.OPEN;",
                    "segment-text-close",
                    "segment-texts-close"),
            new Fault(
                            Rule.BEFORE_FAILURE,
                            "what came before a failure is not delivered",
                            CLOSING,
                            "begun == Begun.BY_PEER || begun == Begun.BY_OWN_FAILURE;",
                            "begun == Begun.BY_PEER && failure == null;",
                            "segment-text-error",
                            "segment-text-bad-close")
                    .and(
                            "connection/receive/Deliveries.java",
                            "listener.deliver(delivery);",
                            "listener.onLoop(() -> listener.deliver(delivery));"),
            new Fault(
                    Rule.FRAMES_WHILE_CLOSING,
                    "frames are not checked while closing",
                    CLOSING,
                    "if (fact instanceof Fact.Failed failed && readsFrames()) {",
                    "if (fact instanceof Fact.Failed failed && failed == null) {",
                    "closing-error-opcode-3",
                    "closing-error-rsv2"),
            new Fault(
                    Rule.CONTENT_WHILE_CLOSING,
                    "the content of messages is checked while closing",
                    CLOSING,
                    "return readsFrames() && deliversMessages() && !toldTooBig;",
                    "return readsFrames() && !toldTooBig;",
                    "closing-error-utf8-byte",
                    "closing-error-utf8-truncated"),
            new Fault(
                            Rule.BEHIND_PEER_CLOSE,
                            "what follows the peer's Close is read",
                            CLOSING,
                            "return received == null\n                && failure == null",
                            "return failure == null",
                            "segment-close-text",
                            "segment-close-close",
                            "segment-close-error")
                    .and(
                            "connection/frame/FrameDecoder.java",
                            "if (opcode == Opcode.CLOSE) {\n            ended = true;",
                            "if (opcode == Opcode.CLOSE) {"),
            new Fault(
                    Rule.WITH_101,
                    "what comes in one segment with the 101 is lost",
                    "connection/handshake/OpeningHandshakeHandler.java",
                    "pipeline.get(HttpClientCodec.class).removeOutboundHandler();",
                    "pipeline.remove(HttpClientCodec.class);",
                    "with-101-close",
                    "with-101-text-close"));

    private FrameFaults() {}
}
