package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.accept;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendClose;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Frame.LengthForm;
import dev.adieu.websocket.peer.Wire;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Frames that RFC 6455, section 5, forbids a server to send, before and after close(). */
final class ProtocolErrors {

    private record Broken(String id, String title, Wire... wire) {}

    private ProtocolErrors() {}

    /** The Close that follows is answered only if the client has not noticed. */
    static List<Scenario> whileOpen() {
        return broken().stream()
                .map(broken -> Scenario.of("error-" + broken.id, broken.title)
                        .serverOnceOpen(
                                send(broken.title, broken.wire), sendClose(1000, "unnoticed"), awaitClose(), fin())
                        .with(Trait.TCP_END_IS_OPEN))
                .toList();
    }

    static List<Scenario> whileClosing() {
        return broken().stream()
                .map(broken -> Scenario.of("closing-error-" + broken.id, "before the answer: " + broken.title)
                        .client(onOpen(close(3001, "client")))
                        .server(accept(), awaitClose(), send(broken.title, broken.wire), answerClose(), fin())
                        .with(Trait.TCP_END_IS_OPEN))
                .toList();
    }

    private static List<Broken> broken() {
        List<Broken> all = new ArrayList<>();
        for (int opcode : new int[] {3, 7, 11, 15}) {
            all.add(new Broken("opcode-" + opcode, "reserved opcode " + opcode, Frame.of(opcode)));
        }
        all.add(new Broken("rsv1", "RSV1 without an extension", Frame.text("x").rsv(4)));
        all.add(new Broken("rsv2", "RSV2", Frame.text("x").rsv(2)));
        all.add(new Broken("rsv3", "RSV3", Frame.text("x").rsv(1)));
        all.add(new Broken("rsv1-ping", "RSV1 on a ping", Frame.ping("x").rsv(4)));
        all.add(new Broken("ping-126", "a ping of 126 bytes", Frame.ping("x".repeat(126))));
        all.add(new Broken("pong-126", "a pong of 126 bytes", Frame.pong("x".repeat(126))));
        all.add(new Broken(
                "ping-fragmented", "a ping without FIN", Frame.ping("x").notFinal()));
        all.add(new Broken("continuation-first", "a continuation of nothing", Frame.continuation("x")));
        all.add(new Broken(
                "interleaved-text", "a text between fragments", Frame.text("a").notFinal(), Frame.text("b")));
        all.add(new Broken(
                "interleaved-binary",
                "a binary message between fragments",
                Frame.text("a").notFinal(),
                Frame.binary((byte) 1)));
        all.add(new Broken("masked-ping", "a masked ping", Frame.ping("x").masked()));
        all.add(new Broken(
                "length-2-63", "a length of 2^63", Frame.binary((byte) 1).claiming(Long.MIN_VALUE)));
        all.add(new Broken(
                "length-16-bits",
                "5 bytes with a length in 16 bits",
                Frame.text("hello").length(LengthForm.BITS_16)));
        all.add(new Broken(
                "length-64-bits",
                "5 bytes with a length in 64 bits",
                Frame.text("hello").length(LengthForm.BITS_64)));
        utf8(all, "byte", "a byte that is no UTF-8", "ff");
        utf8(all, "overlong", "an overlong slash", "c0 af");
        utf8(all, "surrogate", "an encoded surrogate", "ed a0 80");
        utf8(all, "beyond", "beyond U+10FFFF", "f4 90 80 80");
        utf8(all, "truncated", "a text that ends inside a character", "61 e2 82");
        all.add(new Broken(
                "utf8-second-fragment",
                "a bad byte in the second fragment",
                Frame.text("a").notFinal(),
                Frame.continuation(new byte[] {(byte) 0xFF})));
        return all;
    }

    private static void utf8(List<Broken> all, String id, String title, String hex) {
        all.add(new Broken(
                "utf8-" + id,
                "UTF-8: " + title,
                Frame.text(HexFormat.ofDelimiter(" ").parseHex(hex))));
    }
}
