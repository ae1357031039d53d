package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.send;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendClose;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The peer closes: every kind of code, reason and Close frame. */
final class PeerCloses {

    private static final int[] CODES = {
        0, 1, 2, 500, 999, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014,
        1015, 1016, 1100, 1999, 2000, 2999, 3000, 3500, 3999, 4000, 4999, 5000, 9999, 10_000, 32_767, 32_768, 49_152,
        65_534, 65_535
    };

    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        PeerCloses all = new PeerCloses();
        for (int code : CODES) {
            all.scenarios.add(Scenario.of("peer-" + code, "the peer closes with " + code + " and a reason")
                    .serverOnceOpen(sendClose(code, "r"), awaitClose(), fin()));
        }
        for (int code : new int[] {0, 1000, 1001, 1005, 1006, 1015, 4000, 65_535}) {
            all.scenarios.add(Scenario.of("peer-" + code + "-bare", "the peer closes with " + code + " and no reason")
                    .serverOnceOpen(sendClose(code, ""), awaitClose(), fin()));
        }
        all.add("empty", "an empty body", Frame.close());
        all.add("1-byte", "a body of one byte", Frame.of(Opcode.CLOSE, (byte) 3));
        all.add("123", "a reason of 123 bytes", Frame.close(1000, "z".repeat(123)));
        all.add("124", "a reason of 124 bytes: a control frame of 126", Frame.close(1000, "z".repeat(124)));
        all.reason("utf8", "letters of all lengths", "61 c3 a9 e2 82 ac f0 9f 98 80");
        all.reason("bom", "a BOM in front, which stays", "ef bb bf 78");
        all.reason("nul", "a NUL in the middle", "61 00 62");
        all.reason("noncharacter", "U+FFFF, which is valid UTF-8", "ef bf bf");
        all.reason("bad-byte", "a byte that is no UTF-8", "ce ba ff");
        all.reason("truncated", "UTF-8 that ends early", "61 e2 82");
        all.reason("overlong", "an overlong NUL", "c0 80");
        all.reason("surrogate", "an encoded surrogate", "ed a0 80");
        all.reason("beyond", "beyond U+10FFFF", "f4 90 80 80");
        all.add("fragmented", "FIN not set", Frame.close(1000, "x").notFinal());
        all.add("masked", "masked", Frame.close(1000, "x").masked());
        all.add("rsv1", "RSV1 set", Frame.close(1000, "x").rsv(4));
        all.add(
                "long-form",
                "a length in 16 bits that fits 7",
                Frame.close(1000, "x").length(Frame.LengthForm.BITS_16));
        return all.scenarios;
    }

    private void reason(String id, String title, String hex) {
        add(
                "reason-" + id,
                "reason: " + title,
                Frame.close(1000, HexFormat.ofDelimiter(" ").parseHex(hex)));
    }

    private void add(String id, String title, Frame close) {
        scenarios.add(Scenario.of("peer-" + id, "the peer's Close has " + title)
                .serverOnceOpen(send("that Close", close), awaitClose(), fin())
                .with(Trait.TCP_END_IS_OPEN));
    }
}
