package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Peers.exchanges;
import static dev.adieu.websocket.impl.contract.Peers.sends;
import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.continuation;
import static dev.adieu.websocket.peer.Frame.ping;
import static dev.adieu.websocket.peer.Frame.text;

import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Text is UTF-8 or the connection fails (RFC 6455, section 8.1; RFC 3629). Each sequence comes whole, and with one byte
 * in each fragment.
 */
@Tag("long")
class Utf8ContractTest {

    private static final Map<String, String> VALID = new TreeMap<>(Map.ofEntries(
            Map.entry("Latin letters with accents", "48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d382121"),
            Map.entry("a Greek word", "cebae1bdb9cf83cebcceb5"),
            Map.entry("the first of one byte", "00"),
            Map.entry("the first of two bytes", "c280"),
            Map.entry("the first of three bytes", "e0a080"),
            Map.entry("the first of four bytes", "f0908080"),
            Map.entry("the last of one byte", "7f"),
            Map.entry("the last of two bytes", "dfbf"),
            Map.entry("the last of three bytes", "efbfbf"),
            Map.entry("the last of four bytes, U+10FFFF", "f48fbfbf"),
            Map.entry("the last before the surrogates", "ed9fbf"),
            Map.entry("the first after the surrogates", "ee8080"),
            Map.entry("the replacement character", "efbfbd"),
            Map.entry("a byte order mark and a letter", "efbbbf78"),
            Map.entry("the non-character U+FFFE", "efbfbe"),
            Map.entry("the non-character U+1FFFE", "f09fbfbe"),
            Map.entry("the non-character U+10FFFE", "f48fbfbe"),
            Map.entry("an interlinear annotation", "efbfb9efbfbaefbfbb"),
            Map.entry("an emoji of several code points", "f09f91a9e2808df09f92bb")));

    private static final Map<String, String> INVALID = new TreeMap<>(Map.ofEntries(
            Map.entry("a Greek word, then a surrogate, then letters", "cebae1bdb9cf83cebcceb5eda080656469746564"),
            Map.entry("a first byte of two alone", "c3"),
            Map.entry("a Greek word that ends inside a character", "cebae1bd"),
            Map.entry("three bytes without the last", "e0a0"),
            Map.entry("four bytes without the last", "f09080"),
            Map.entry("four bytes without the last two", "f090"),
            Map.entry("five bytes", "f888808080"),
            Map.entry("six bytes", "fc8480808080"),
            Map.entry("the last of five bytes", "fbbfbfbfbf"),
            Map.entry("the last of six bytes", "fdbfbfbfbfbf"),
            Map.entry("U+110000", "f4908080"),
            Map.entry("more than U+10FFFF, F5", "f5808080"),
            Map.entry("more than U+10FFFF, F7", "f7bfbfbf"),
            Map.entry("a continuation byte alone, 80", "80"),
            Map.entry("a continuation byte alone, BF", "bf"),
            Map.entry("two continuation bytes alone", "80bf"),
            Map.entry("a letter and a continuation byte", "6180"),
            Map.entry("a first byte of two and a space", "c020"),
            Map.entry("a first byte of two and a letter", "c361"),
            Map.entry("a first byte of three and a space", "e020"),
            Map.entry("a first byte of four and a space", "f020"),
            Map.entry("three bytes cut by a letter", "e2826161"),
            Map.entry("four bytes cut by a letter", "f09f9861"),
            Map.entry("two first bytes", "c3c3a9"),
            Map.entry("the impossible byte FE", "fe"),
            Map.entry("the impossible byte FF", "ff"),
            Map.entry("the impossible bytes FE FE FF FF", "fefeffff"),
            Map.entry("a slash in two bytes, overlong", "c0af"),
            Map.entry("a slash in three bytes, overlong", "e080af"),
            Map.entry("a slash in four bytes, overlong", "f08080af"),
            Map.entry("a NUL in two bytes, overlong", "c080"),
            Map.entry("a NUL in three bytes, overlong", "e08080"),
            Map.entry("a NUL in four bytes, overlong", "f0808080"),
            Map.entry("the largest of two bytes that is overlong", "c1bf"),
            Map.entry("the largest of three bytes that is overlong", "e09fbf"),
            Map.entry("the largest of four bytes that is overlong", "f08fbfbf"),
            Map.entry("the surrogate D800", "eda080"),
            Map.entry("the surrogate DB7F", "edadbf"),
            Map.entry("the surrogate DB80", "edae80"),
            Map.entry("the surrogate DBFF", "edafbf"),
            Map.entry("the surrogate DC00", "edb080"),
            Map.entry("the surrogate DFFF", "edbfbf"),
            Map.entry("a pair of surrogates", "eda080edb080"),
            Map.entry("another pair of surrogates", "edafbfedbfbf")));

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> validTextIsDelivered() {
        return Rows.of(VALID.entrySet().stream()
                .flatMap(entry -> {
                    byte[] utf8 = HexFormat.of().parseHex(entry.getValue());
                    return Stream.of(
                            echo(entry.getKey(), utf8).underBoth().peer(exchanges(1, text(utf8))),
                            echo(entry.getKey() + ", one byte in each fragment", utf8)
                                    .peer(exchanges(1, fragments(utf8))),
                            echo(entry.getKey() + ", pings between the fragments", utf8)
                                    .peer(c -> {
                                        c.accept();
                                        for (Wire fragment : fragments(utf8)) {
                                            c.send(fragment, ping(""));
                                        }
                                        c.awaitFrame(Opcode.TEXT);
                                        c.send(close(1000));
                                        c.awaitClose();
                                        c.fin();
                                    })
                                    .afterwards(c -> {}));
                })
                .toList());
    }

    private static Row echo(String sentence, byte[] utf8) {
        return row(sentence)
                .echoing()
                .hearsText(new String(utf8, StandardCharsets.UTF_8))
                .sends(text(utf8), close(1000))
                .cleanly(1000, "");
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> invalidTextFailsTheConnection() {
        return Rows.of(INVALID.entrySet().stream()
                .flatMap(entry -> {
                    byte[] bytes = HexFormat.of().parseHex(entry.getValue());
                    return Stream.of(
                            row(entry.getKey())
                                    .underBoth()
                                    .peer(sends(text(bytes)))
                                    .fails(1007),
                            row(entry.getKey() + ", one byte in each fragment")
                                    .peer(sends(fragments(bytes)))
                                    .fails(1007),
                            row(entry.getKey() + ", after a valid message")
                                    .peer(sends(text("valid"), text(bytes), text("unheard")))
                                    .hearsText("valid")
                                    .fails(1007),
                            row(entry.getKey() + ", as a reason for closing")
                                    .peer(sends(close(1000, bytes)))
                                    .fails(1007));
                })
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> invalidTextIsFoundBeforeTheMessageIsComplete() {
        byte[] valid = HexFormat.of().parseHex("cebae1bdb9cf83cebcceb5");
        return Rows.of(
                row("in the second of several fragments")
                        .underBoth()
                        .peer(sends(
                                text(valid).notFinal(),
                                continuation(HexFormat.of().parseHex("f4908080"))
                                        .notFinal()))
                        .fails(1007),
                row("where a code point is cut between fragments")
                        .underBoth()
                        .peer(sends(
                                text(HexFormat.of().parseHex("cebaf4")).notFinal(),
                                continuation(HexFormat.of().parseHex("90")).notFinal()))
                        .fails(1007),
                row("in a frame that has not come whole")
                        .underBoth()
                        .peer(sends(text(new byte[] {'a', (byte) 0xff}).claiming(1000)))
                        .fails(1007),
                row("in the first fragment")
                        .peer(sends(text(new byte[] {(byte) 0xff}).notFinal()))
                        .fails(1007));
    }

    /** Returns fragments of one byte each, and an empty one at the end. */
    private static Wire[] fragments(byte[] bytes) {
        List<Wire> fragments = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            byte[] one = {bytes[i]};
            fragments.add((i == 0 ? text(one) : continuation(one)).notFinal());
        }
        fragments.add(continuation(""));
        return fragments.toArray(Wire[]::new);
    }
}
