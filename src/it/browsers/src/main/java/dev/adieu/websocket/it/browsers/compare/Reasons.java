package dev.adieu.websocket.it.browsers.compare;

import static dev.adieu.websocket.it.browsers.compare.Facet.TCP;
import static dev.adieu.websocket.it.browsers.compare.Facet.TOLD;
import static dev.adieu.websocket.it.browsers.compare.Facet.WIRE;
import static dev.adieu.websocket.it.browsers.compare.Player.CHROMIUM;
import static dev.adieu.websocket.it.browsers.compare.Player.FIREFOX;
import static dev.adieu.websocket.it.browsers.compare.Player.WEBKIT;
import static dev.adieu.websocket.it.browsers.compare.Reason.as;
import static dev.adieu.websocket.it.browsers.compare.Reason.asNone;

import java.util.List;
import java.util.stream.Stream;

/** The reasons why Adieu follows certain engines where they differ, and sometimes differs from all of them. */
public final class Reasons {

    private static final List<Reason> AS_CHROMIUM_AND_WEBKIT = List.of(
            as(CHROMIUM, WEBKIT)
                    .in(
                            "error-(?!masked|utf8).*|secure-error|close-in-onerror-open|peer-(124|fragmented|rsv1|long-form)"
                                    + "|(with-101|segment)-(text-)?error(-close)?",
                            "A protocol error is reported to the peer with Close 1002 before TCP ends (RFC 6455, section 7.1.7). "
                                    + "Firefox ends TCP without a Close, and sometimes fires no open event if the error arrives with the handshake."),
            as(CHROMIUM, WEBKIT)
                    .in(
                            "(error|closing-error)-masked-.*|(peer|answer)-masked",
                            "A client must fail the connection when it receives a masked frame (RFC 6455, section 5.1). Firefox accepts it."),
            as(CHROMIUM, WEBKIT)
                    .in(
                            "(peer|answer)-(1005|1006|1015)(-bare)?|with-101-bad-close|segment-text-bad-close",
                            "1005, 1006 and 1015 must not appear in a Close frame (RFC 6455, section 7.4.1), so that they are a protocol error. "
                                    + "Firefox reports them as received."),
            as(CHROMIUM, WEBKIT)
                    .in(
                            "(peer|answer)-1-byte",
                            "The body of a Close frame is empty or at least as long as a code (RFC 6455, section 5.5.1). "
                                    + "Firefox treats one byte as an empty body."),
            as(CHROMIUM, WEBKIT)
                    .in(
                            "no-answer(-.*)?",
                            "If the peer never answers our Close, the connection is closed, not failed: there is a close event and no error event "
                                    + "(WHATWG, \"when the WebSocket connection is closed\"). Firefox fires an error event first, and still answers pings after its Close."),
            as(CHROMIUM, WEBKIT)
                    .in(
                            "crossing-ping|closing-ping-then-answer",
                            "Nothing is sent after our Close (RFC 6455, section 5.5.1), not even a Pong. Firefox still answers pings."),
            as(CHROMIUM, WEBKIT)
                    .in(
                            "(answer|peer-close)-(no-fin|fin-later)|tcp-closing-answer-client-first|peer-close-while-stalled",
                            "The close event fires when TCP has ended (RFC 6455, section 7.1.4; WHATWG, \"when the WebSocket connection is closed\"). "
                                    + "Firefox does not wait for that."),
            as(CHROMIUM, WEBKIT)
                    .in(
                            "tls-.*",
                            "A TLS failure is reported as 1006 (WHATWG, \"fail the WebSocket connection\": scripts must not be able to tell failures apart). "
                                    + "Firefox reports 1015."),
            as(CHROMIUM, WEBKIT)
                    .in(
                            "subprotocol-unrequested",
                            "A subprotocol that was not offered fails the handshake (RFC 6455, section 4.1, step 6). Firefox opens."),
            as(CHROMIUM, WEBKIT)
                    .in(
                            "tcp-close-fin",
                            "A Close is answered even if FIN comes with it, because the peer may still read (RFC 6455, section 5.5.1: an endpoint that has sent none must answer). "
                                    + "Firefox sometimes answers and sometimes does not."),
            as(CHROMIUM, WEBKIT)
                    .in(
                            "with-101-fin",
                            "The open event fires if the handshake was completed (WHATWG, \"when the WebSocket connection is established\"), whatever follows. "
                                    + "Firefox sometimes fires it and sometimes does not "
                                    + "if TCP ends at once."));

    private static final List<Reason> AS_CHROMIUM_AND_FIREFOX = List.of(
            as(CHROMIUM, FIREFOX)
                    .in(
                            "(peer|answer)-\\d+(-bare)?",
                            "Codes that nobody has assigned are accepted and reported as received: RFC 6455, section 7.4.2, says who may define a code, "
                                    + "not that a client must refuse the others. WebKit takes all but 1000–1003, 1007–1011 and 3000–4999 for a protocol error, "
                                    + "even the registered 1012–1014."),
            as(CHROMIUM, FIREFOX)
                    .in(
                            "(open|peer)-reason-nul",
                            "U+0000 is a character like any other in UTF-8 (RFC 3629). WebKit cuts a reason there."),
            as(CHROMIUM, FIREFOX)
                    .in(
                            "very-slow-answer",
                            "A peer may take its time to answer a Close (the setting adieu.closing-timeout, 30 s): no standard sets a limit. WebKit waits for 5 s."),
            as(CHROMIUM, FIREFOX)
                    .in(
                            "closing-error-(ping|pong)-126|answer-126|error-pong-126",
                            "A control frame has 125 bytes at most (RFC 6455, section 5.5). WebKit does not check pongs, nor anything after its Close."),
            as(CHROMIUM, FIREFOX)
                    .in(
                            "closing-error-(opcode-\\d+|ping-fragmented)|answer-bad-utf8",
                            "A connection that was failed ends with 1006: nothing that arrives later is processed (RFC 6455, section 7.1.7). "
                                    + "WebKit reports the code of a Close that follows the error."),
            as(CHROMIUM, FIREFOX)
                    .in(
                            "peer-empty|with-101-empty-close",
                            "The answer to a Close repeats its body (RFC 6455, section 5.5.1), an empty one with an empty one. WebKit answers 1000."),
            as(CHROMIUM, FIREFOX)
                    .in(
                            "subprotocol-(case|two-headers)",
                            "The subprotocol must be one that was offered, compared as it is written, and only one (RFC 6455, section 4.1, step 6; "
                                    + "WHATWG, \"establish a WebSocket connection\"). WebKit ignores case, and takes the last of two headers."),
            as(CHROMIUM, FIREFOX)
                    .in(
                            "buffered-while-stalled",
                            "bufferedAmount counts what has not been given to the network (WHATWG). WebKit counts nothing that its network process has taken, "
                                    + "even while the peer does not read."),
            as(CHROMIUM, FIREFOX)
                    .in(
                            "refused-redirect-here-.*",
                            "A redirect of the opening handshake is refused (WHATWG, \"establish a WebSocket connection\": redirect mode \"error\"). "
                                    + "WebKit follows it. Adieu does so if the setting adieu.max-redirects allows it, as RFC 6455, section 4.1, leaves to the client."));

    private static final List<Reason> AS_FIREFOX_AND_WEBKIT = List.of(
            as(FIREFOX, WEBKIT)
                    .in(
                            "open-close-undefined-empty",
                            "undefined is the same as no argument (Web IDL): there is no code, and an empty reason changes nothing. Chromium throws."),
            as(FIREFOX, WEBKIT)
                    .in(
                            "segment-close-(text|close|ping|error)|crossing-answered",
                            "After the peer's Close nothing more is read (RFC 6455, section 1.4: further data is discarded). Chromium treats it as an error."),
            as(FIREFOX, WEBKIT)
                    .in(
                            "subprotocol-none",
                            "A server may choose none of the subprotocols offered (RFC 6455, section 4.2.2). Chromium refuses, which WHATWG asks of browsers; "
                                    + "Jakarta WebSocket leaves the session open with an empty subprotocol."),
            as(FIREFOX, WEBKIT)
                    .in(
                            "user-info-asked-for",
                            "Name and password of the URL are sent to a server that asks for them with 401, and to no other (RFC 6455, section 4.1: "
                                    + "\"the client might perform authentication if it receives a 401 status code\"). Chromium never sends them."),
            as(FIREFOX, WEBKIT)
                    .in(
                            "url-host-space",
                            "No host has a space in it (WHATWG URL, \"forbidden host code point\"). Chromium encodes it and looks that name up."),
            as(FIREFOX, WEBKIT)
                    .in(
                            "page-removed-behind-10m",
                            "Messages that were sent before the page goes away arrive, and then Close 1001 (WHATWG, \"garbage collection\": if the connection is "
                                    + "established, start the closing handshake with 1001). Chromium stops in the middle of a message and sends no Close."),
            as(FIREFOX, WEBKIT)
                    .in(
                            "tcp-(closing-)?rst(-in-frame)?|rst-while-stalled|secure-rst",
                            "A connection that is lost before the peer's Close came is an error (Jakarta WebSocket, Endpoint.onError: "
                                    + "\"a socket failure that occurs before the web socket connection can be formally closed\"). "
                                    + "After FIN there is none. Chromium fires no error event after a reset, either."));

    private static final List<Reason> AS_ONE = List.of(
            as(CHROMIUM)
                    .in(
                            "tcp-close-rst-later|tcp-closing-answer-rst",
                            "*Cleanly* means that TCP was closed after the closing handshake (RFC 6455, section 7.1.4), which a reset does not do: bytes may be lost. "
                                    + "Both Close frames arrived, so there is no error. Firefox calls it clean; WebKit fires an error event, too."),
            as(CHROMIUM)
                    .in(
                            "refused-http-1-0",
                            "RFC 6455, section 4.1, lists what a client must check in the response; the server's HTTP version is not in the list. "
                                    + "A 101 with the right Sec-WebSocket-Accept proves that the server speaks WebSocket. Firefox and WebKit require HTTP/1.1."),
            as(CHROMIUM)
                    .in(
                            "closing-error-utf8-.*",
                            "The content of a message that will not be delivered is not examined (WHATWG, \"when a WebSocket message has been received\", "
                                    + "step 1: if ready state is not OPEN, return). Firefox and WebKit decode it and fail the connection."),
            as(CHROMIUM)
                    .in(
                            "answer-10(05|15)|crossing-1005",
                            "1005, 1006 and 1015 must not appear in a Close frame (RFC 6455, section 7.4.1), so that they are a protocol error, and the event says 1006. "
                                    + "Firefox reports them as received; WebKit fires the error event, but reports the code."),
            as(CHROMIUM)
                    .in(
                            "peer-0(-bare)?",
                            "The answer to a Close repeats its code (RFC 6455, section 5.5.1). Firefox answers code 0 with an empty body, WebKit with 1002."),
            as(CHROMIUM)
                    .in(
                            "error-(pong-126|length-2-63)",
                            "A protocol error is reported to the peer with Close 1002 before TCP ends (RFC 6455, section 7.1.7). Firefox ends TCP without a Close; "
                                    + "so does WebKit after a length of 2^63, and it accepts long pongs."),
            as(FIREFOX)
                    .in(
                            "(handshake|tls)-never-answered",
                            "An attempt that takes more than 20 s fails (the setting adieu.connect-timeout): no standard sets a limit, and a thread may be waiting. "
                                    + "Chromium and WebKit wait for minutes."),
            as(FIREFOX)
                    .in(
                            "url-empty",
                            "An empty URL leads nowhere: Adieu has no page whose URL it could be relative to. Firefox refuses it, too; Chromium and WebKit "
                                    + "take it for the page's own URL (WHATWG, \"new WebSocket(url)\", step 1)."),
            as(FIREFOX)
                    .in(
                            "closing-error-(continuation-first|interleaved-.*)",
                            "Frames are still checked as frames while closing (RFC 6455, section 5.4), and a failed connection ends with 1006. "
                                    + "Chromium ignores data frames then; WebKit fires the error event, but reports the code of a Close that follows."),
            as(WEBKIT)
                    .in(
                            "error-utf8-.*",
                            "The code for a text message that is not UTF-8 is 1007 (RFC 6455, sections 7.4.1 and 8.1). Chromium sends 1002, Firefox no Close."),
            as(WEBKIT)
                    .in(
                            "answer-then-data",
                            "The close event fires when TCP has ended, and what follows the peer's Close is ignored (RFC 6455, sections 1.4 and 7.1.4). "
                                    + "Chromium treats the data as an error; Firefox does not wait for the end."),
            as(CHROMIUM)
                    .in(
                            "send-slowly-read",
                            "A peer that takes bytes is waited for: no standard sets a limit. WebKit gives up 5 s after close(), and Firefox later, "
                                    + "even if the peer reads, so that it depends on how busy the machine is."),
            as(CHROMIUM)
                    .in(
                            "peer-close-look",
                            "The state is CLOSING once the peer's Close has come (WHATWG, \"when the WebSocket closing handshake is started\", step 1). "
                                    + "In Firefox it is CLOSED by then, because the close event does not wait for the end of TCP; in WebKit it is still OPEN."),
            as(WEBKIT)
                    .in(
                            "peer-close-while-stalled",
                            "What was accepted before the peer's Close is sent, and the answer behind it (RFC 6455, section 5.5.1: an endpoint may delay its Close "
                                    + "\"until its current message is sent\"), which is clean (section 7.1.4). Chromium stops in the middle of a message, which is not clean; "
                                    + "Firefox does as Adieu, but does not always wait for the end of TCP."),
            as(WEBKIT)
                    .in(
                            "never-read",
                            "A peer that takes no byte for 30 s while our Close waits behind data is given up (the setting adieu.closing-timeout), "
                                    + "so that no connection stays for ever: no standard sets a limit. WebKit does so after 5 s; Chromium and Firefox wait without limit."));

    private static final List<Reason> AS_NONE = List.of(
            asNone(TOLD)
                    .in(
                            "send-nothing-after-close(-twice)?|send-before-and-after-close|send-in-onclose|send-after-peer-close"
                                    + "|attempt-at-once-close-then-send",
                            "A send after close() throws IllegalStateException: Jakarta WebSocket wants a send that cannot succeed to fail. "
                                    + "Browsers drop the message and count it in bufferedAmount (WebKit with its frame header)."),
            asNone(TOLD, WIRE)
                    .in(
                            "open-close-undefined-reason",
                            "CloseReason(NO_STATUS_CODE, reason) sends the reason with 1000: on the wire a reason needs a code (RFC 6455, section 5.5.1), "
                                    + "and a reason that the application gave is not dropped silently. Chromium throws; Firefox and WebKit drop it, as Web IDL's undefined allows."),
            asNone(WIRE)
                    .in(
                            "peer-reason-.*",
                            "The code for data that is not UTF-8 is 1007 in a reason as in a message: RFC 6455, section 8.1, makes no difference. "
                                    + "Chromium and WebKit send 1002, Firefox no Close. The close event is the same in all."),
            asNone(TCP)
                    .in(
                            "attempt-asked-close(-code|-twice)?|attempt-(half-answer|tls-code|close-in-events)",
                            "An attempt that is given up resets TCP (WHATWG, \"fail the WebSocket connection\", does not say how TCP ends): nothing was exchanged that a reset could lose, the server learns at once that no answer is wanted, "
                                    + "and no socket stays in TIME_WAIT. Chromium and WebKit end TCP with FIN; Firefox leaves it to the server."),
            asNone(TOLD, WIRE, TCP)
                    .in(
                            "message-5m(-begun)?",
                            "A message over the limit (4 MiB unless set) fails the connection with 1009 (RFC 6455, section 7.4.1), so that a server cannot exhaust the heap. "
                                    + "Browsers have no such limit."),
            asNone(TOLD, WIRE, TCP)
                    .in(
                            "url-(relative|no-scheme)",
                            "A URI must be absolute: in a browser a URL is relative to the page's (WHATWG, \"new WebSocket(url)\", step 1), and Adieu has no page."),
            asNone(TOLD, WIRE, TCP)
                    .in(
                            "url-(space|bar|stray-percent)",
                            "Jakarta WebSocket takes a java.net.URI, and that has only characters that RFC 3986, section 2, allows: it throws before Adieu is asked. "
                                    + "WHATWG URL encodes a space and passes the others on."),
            asNone(WIRE)
                    .in(
                            "url-dots",
                            "The request has the path as the java.net.URI has it, and only URI.normalize() or URI.resolve() takes dots out. "
                                    + "Browsers do so when they read a URL (WHATWG URL, \"path state\")."),
            asNone(WIRE)
                    .in(
                            "url-host-sharp-s",
                            "Names are encoded by java.net.IDN, which knows IDNA of 2003 (RFC 3490): there \u00DF is ss. Browsers follow UTS #46 without its transitional "
                                    + "processing (WHATWG URL, \"domain to ASCII\"), for which Java has nothing; a name that is written in Punycode is taken as it is."),
            asNone(TOLD)
                    .in(
                            "url-port-0",
                            "No server listens on port 0 (RFC 6335, section 6, reserves it), so that the URI is refused at once. Chromium and Firefox try and fail; "
                                    + "WebKit fires an error event and never a close event."),
            asNone(TOLD, WIRE, TCP)
                    .in(
                            "url-port-blocked",
                            "Browsers block the ports of other protocols (WHATWG Fetch, \"port blocking\"), so that a page cannot make its visitor's browser talk to a mail server. "
                                    + "A Java application chooses its server itself. WebKit fires an error event and never a close event."),
            asNone(WIRE)
                    .in(
                            "cookie-of-page",
                            "There is no cookie store: a browser's cookies belong to its user (RFC 6455, section 4.1, step 12, leaves them to the client), and a Java application may act for many. "
                                    + "It sets the header Cookie in ClientEndpointConfig.Configurator.beforeRequest."),
            asNone(TOLD)
                    .in(
                            "cookie-from-101",
                            "There is no cookie store, which RFC 6455, section 4.1, leaves to the client. An application reads Set-Cookie in ClientEndpointConfig.Configurator.afterResponse."));

    public static final List<Reason> ALL = Stream.of(
                    AS_CHROMIUM_AND_WEBKIT, AS_CHROMIUM_AND_FIREFOX, AS_FIREFOX_AND_WEBKIT, AS_ONE, AS_NONE)
            .flatMap(List::stream)
            .toList();

    private Reasons() {}
}
