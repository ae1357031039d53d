package dev.adieu.websocket.it.browsers.compare;

import static dev.adieu.websocket.it.browsers.compare.Facet.TCP;
import static dev.adieu.websocket.it.browsers.compare.Facet.TOLD;
import static dev.adieu.websocket.it.browsers.compare.Facet.WIRE;
import static dev.adieu.websocket.it.browsers.compare.Reason.chromium;
import static dev.adieu.websocket.it.browsers.compare.Reason.different;
import static dev.adieu.websocket.it.browsers.compare.Reason.firefox;

import java.util.EnumSet;
import java.util.List;

/** Which browser is followed where they differ, and where Adieu deliberately differs from both. */
public final class Reasons {

    public static final List<Reason> ALL = List.of(
            chromium(
                    "error-(?!masked|utf8).*|close-in-onerror-open|peer-(124|fragmented|rsv1|long-form)|(with-101|segment)-(text-)?error(-close)?",
                    "A protocol error is told to the peer with Close 1002 before TCP ends (RFC 6455, section 7.1.7). Firefox ends TCP without a word, and "
                            + "has no open event if the error arrives soon after the handshake."),
            chromium(
                    "(error|closing-error)-masked-.*|(peer|answer)-masked",
                    "A client must fail the connection when it receives a masked frame (RFC 6455, section 5.1). Firefox takes it."),
            chromium(
                    "(peer|answer|crossing)-(1005|1006|1015)(-bare)?|with-101-bad-close|segment-text-bad-close",
                    "1005, 1006 and 1015 must never be in a Close frame (RFC 6455, section 7.4.1): a protocol error. Firefox reports them as they came."),
            chromium(
                    "(peer|answer)-1-byte",
                    "The body of a Close frame is empty or has at least the two bytes of a code (RFC 6455, section 5.5.1). "
                            + "Firefox takes one byte for none."),
            chromium(
                    "peer-0(-bare)?",
                    "The answer to a Close repeats its code (RFC 6455, section 5.5.1). Firefox answers code 0 with an empty body."),
            chromium(
                    "tcp-(closing-)?(rst|fin|answer-rst)(-in-frame)?|rst-while-stalled|tcp-close-rst-later",
                    "A peer that vanishes broke no rule: the close event says 1006, and no error event comes before it. Firefox has one after a reset."),
            chromium(
                    "tcp-close-fin",
                    "A Close is answered even if FIN comes with it: the peer may still read. Firefox answers or not, by chance."),
            chromium(
                    "with-101-fin",
                    "The open event comes if the handshake was completed, whatever follows. Firefox has it or not, by chance, if TCP ends at once."),
            chromium(
                    "no-answer(-.*)?",
                    "That the peer does not answer our Close is told by the close event alone. Firefox has an error event before it, and answers pings after its Close."),
            chromium(
                    "crossing-ping|closing-ping-then-answer",
                    "Nothing is sent after our Close (RFC 6455, section 5.5.1), no Pong either. Firefox still answers pings."),
            chromium(
                    "(answer|peer-close)-(no-fin|fin-later)|tcp-closing-answer-client-first",
                    "The close event comes when TCP has ended (WHATWG, \"when the WebSocket connection is closed\"). Firefox does not wait for it."),
            chromium(
                    "closing-error-utf8-.*",
                    "What a message holds that will not be delivered is not looked at. Firefox decodes it and fails the connection."),
            chromium(
                    "tls-.*",
                    "A TLS failure is reported as 1006 (WHATWG, \"fail the WebSocket connection\"; scripts must not be able to tell failures apart). "
                            + "Firefox reports 1015."),
            chromium(
                    "refused-http-1-0",
                    "RFC 6455, section 4.1, has the client check the status and the headers, not the server's HTTP version. Firefox wants 1.1."),
            chromium(
                    "subprotocol-unrequested",
                    "A subprotocol that was not offered fails the handshake (RFC 6455, section 4.1, step 6). Firefox opens."),
            firefox(
                    "open-close-undefined-empty",
                    "undefined is the same as no argument (Web IDL): no code, and the empty reason changes nothing. Chromium throws."),
            firefox(
                    "(handshake|tls)-never-answered",
                    "An attempt that takes more than 20 s fails (the setting adieu.connect-timeout). Chromium waits for minutes."),
            firefox(
                    "closing-error-(continuation-first|interleaved-.*)",
                    "Frames are checked as frames while closing, too (RFC 6455, section 5.4). Chromium ignores data frames then."),
            firefox(
                    "segment-close-(text|close|ping|error)|crossing-answered",
                    "After the peer's Close nothing more is read (RFC 6455, section 1.4: further data is discarded). Chromium makes it an error."),
            firefox(
                    "subprotocol-none",
                    "A server may choose none of the subprotocols offered (RFC 6455, section 4.1, step 6). Chromium refuses."),
            different(
                    EnumSet.of(TOLD),
                    "send-nothing-after-close(-twice)?|send-before-and-after-close|send-in-onclose|send-after-peer-close|attempt-at-once-close-then-send",
                    "A send after close() throws IllegalStateException, as Jakarta WebSocket wants. Browsers drop the message and count it in bufferedAmount."),
            different(
                    EnumSet.of(TOLD, WIRE),
                    "open-close-undefined-reason",
                    "CloseReason(NO_STATUS_CODE, reason) sends the reason with 1000: a reason needs a code on the wire. Chromium throws, Firefox drops the reason."),
            different(
                    EnumSet.of(WIRE),
                    "(error-utf8|peer-reason)-.*",
                    "The code for data that is not UTF-8 is 1007 (RFC 6455, section 8.1). Chromium sends 1002, Firefox nothing."),
            different(
                    EnumSet.of(TCP),
                    "attempt-asked-close(-code|-twice)?|attempt-(half-answer|tls-code|close-in-events)",
                    "An attempt that is given up drops TCP at once, by a reset. Chromium ends it in order, Firefox leaves it until the server ends it."),
            different(
                    EnumSet.of(TOLD),
                    "answer-then-data",
                    "The close event comes when TCP has ended, and what follows the peer's Close is ignored: clean, and after the end of TCP. Chromium makes the data an "
                            + "error, Firefox does not wait for the end."),
            different(
                    EnumSet.of(TOLD, WIRE),
                    "never-read",
                    "If the peer takes no byte for 30 s while our Close waits, TCP is reset (the setting adieu.closing-timeout). Browsers wait on."),
            different(
                    EnumSet.of(TOLD, WIRE, TCP),
                    "message-5m",
                    "A message over the limit (4 MiB unless set) fails the connection with 1009; browsers have no such limit."));

    private Reasons() {}
}
