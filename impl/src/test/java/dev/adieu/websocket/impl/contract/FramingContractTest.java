package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Peers.exchanges;
import static dev.adieu.websocket.impl.contract.Peers.exchangesInChops;
import static dev.adieu.websocket.impl.contract.Peers.sends;
import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.binary;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.continuation;
import static dev.adieu.websocket.peer.Frame.ping;
import static dev.adieu.websocket.peer.Frame.pong;
import static dev.adieu.websocket.peer.Frame.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Wire;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Frames in all lengths, bits, opcodes and fragments (RFC 6455, sections 5.2 to 5.5). The endpoint repeats what it
 * gets.
 */
@Tag("long")
class FramingContractTest {

    private static final int LIMIT = 8 << 20;

    /** Returns a row whose endpoint repeats messages, and whose peer closes once it has all of them. */
    private static Row echo(String sentence) {
        return row(sentence).underBoth().messageLimit(LIMIT).echoing().cleanly(1000, "");
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyLengthIsReadAndWrittenInItsShortestForm() {
        return Rows.of(IntStream.of(0, 1, 125, 126, 127, 128, 65535, 65536, 65537)
                .boxed()
                .flatMap(n -> Stream.of(
                        echo("a text of " + n + " bytes")
                                .peer(exchanges(1, text("*".repeat(n))))
                                .hearsText("*".repeat(n))
                                .sends(text("*".repeat(n)), close(1000)),
                        echo("a binary of " + n + " bytes")
                                .peer(exchanges(1, binary(bytes(n))))
                                .hearsBinary(bytes(n))
                                .sends(binary(bytes(n)), close(1000))))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> itDoesNotMatterHowTcpCutsTheBytes() {
        return Rows.of(IntStream.of(1, 2, 3, 7, 997, 65536)
                .boxed()
                .flatMap(n -> Stream.of(
                        echo("a text of 300 bytes in pieces of " + n)
                                .peer(exchangesInChops(n, 1, text("*".repeat(300))))
                                .hearsText("*".repeat(300))
                                .sends(text("*".repeat(300)), close(1000)),
                        echo("65536 bytes in pieces of " + (n + 40))
                                .peer(exchangesInChops(n + 40, 1, binary(bytes(65536))))
                                .hearsBinary(bytes(65536))
                                .sends(binary(bytes(65536)), close(1000))))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> largeMessages() {
        String mebibyte = "*".repeat(1 << 20);
        return Rows.of(
                echo("a text of 1 MiB")
                        .peer(exchanges(1, text(mebibyte)))
                        .hearsText(mebibyte)
                        .sends(text(mebibyte), close(1000)),
                echo("a binary of 4 MiB")
                        .peer(exchanges(1, binary(bytes(4 << 20))))
                        .hearsBinary(bytes(4 << 20))
                        .sends(binary(bytes(4 << 20)), close(1000)),
                echo("a text of 256 KiB in fragments of 64 bytes")
                        .peer(exchanges(1, together(fragments(Frame.text("*".repeat(1 << 18)), 64))))
                        .hearsText("*".repeat(1 << 18))
                        .sends(text("*".repeat(1 << 18)), close(1000)),
                echo("a binary of 65536 bytes in fragments of 1300")
                        .peer(exchanges(1, together(fragments(binary(bytes(65536)), 1300))))
                        .hearsBinary(bytes(65536))
                        .sends(binary(bytes(65536)), close(1000)),
                row("a message of 256 KiB, a Close and a ping")
                        .messageLimit(LIMIT)
                        .cleanly(1000, "")
                        .peer(Peers.closes(text("*".repeat(1 << 18)), close(1000), ping("late")))
                        .hearsText("*".repeat(1 << 18))
                        .sends(close(1000)));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> pingsAreAnswered() {
        byte[] odd = {0x00, (byte) 0xff, (byte) 0xfe, (byte) 0xfd, (byte) 0xfc, (byte) 0xfb, 0x00, (byte) 0xff};
        return Rows.of(
                echo("an empty ping").peer(exchanges(1, ping(""))).sends(pong(""), close(1000)),
                echo("a ping with text")
                        .peer(exchanges(1, ping("Hello, world!")))
                        .sends(pong("Hello, world!"), close(1000)),
                echo("a ping whose payload is not UTF-8")
                        .peer(exchanges(1, ping(odd)))
                        .sends(Frame.of(Opcode.PONG, odd), close(1000)),
                echo("a ping of 125 bytes")
                        .peer(exchanges(1, ping(bytes(125))))
                        .sends(Frame.of(Opcode.PONG, bytes(125)), close(1000)),
                row("a ping of 126 bytes fails")
                        .underBoth()
                        .peer(sends(ping(bytes(126))))
                        .fails(1002),
                echo("a ping of 125 bytes, byte by byte")
                        .peer(exchangesInChops(1, 1, ping(bytes(125))))
                        .sends(Frame.of(Opcode.PONG, bytes(125)), close(1000)),
                echo("an unsolicited pong")
                        .peer(exchanges(0, pong("")))
                        .hears("pong \"\"")
                        .sends(close(1000)),
                echo("an unsolicited pong with a payload")
                        .peer(exchanges(0, pong("unasked")))
                        .hears("pong \"unasked\"")
                        .sends(close(1000)),
                echo("an unsolicited pong, and a ping")
                        .peer(exchanges(1, pong("unasked"), ping("p")))
                        .hears("pong \"unasked\"")
                        .sends(pong("p"), close(1000)),
                echo("ten pings, one after the other")
                        .peer(c -> {
                            c.accept();
                            for (int i = 0; i < 10; i++) {
                                c.send(ping("ping " + i));
                                c.awaitFrames(i + 1);
                            }
                            c.send(close(1000));
                            c.awaitClose();
                            c.fin();
                        })
                        .sends(Stream.concat(
                                        IntStream.range(0, 10).mapToObj(i -> pong("ping " + i)), Stream.of(close(1000)))
                                .toArray(Wire[]::new)),
                echo("ten pings at once; the last one must be answered")
                        .peer(c -> {
                            c.accept();
                            c.send(IntStream.range(0, 10)
                                    .mapToObj(i -> ping("ping " + i))
                                    .toArray(Wire[]::new));
                            for (int i = 0; !c.awaitFrameAt(i).text().equals("ping 9"); i++) {
                                c.mark("pong " + i);
                            }
                            c.send(close(1000));
                            c.awaitClose();
                            c.fin();
                        })
                        .afterwards(c -> assertThat(c.peer().frames()).hasSizeBetween(2, 11)));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> reservedBitsFail() {
        return Rows.of(IntStream.rangeClosed(1, 7)
                .boxed()
                .flatMap(rsv -> Stream.of(
                        row("a text with reserved bits " + rsv)
                                .underBoth()
                                .peer(sends(text("x").rsv(rsv)))
                                .fails(1002),
                        row("an empty binary with reserved bits " + rsv)
                                .underBoth()
                                .peer(sends(binary().rsv(rsv)))
                                .fails(1002),
                        row("a ping with reserved bits " + rsv + ", byte by byte")
                                .peer(c -> {
                                    c.accept();
                                    c.sendInChops(1, ping("x").rsv(rsv));
                                })
                                .fails(1002),
                        row("a Close with reserved bits " + rsv)
                                .underBoth()
                                .peer(sends(close(1000).rsv(rsv)))
                                .fails(1002),
                        row("a continuation with reserved bits " + rsv)
                                .peer(sends(
                                        text("x").notFinal(), continuation("y").rsv(rsv)))
                                .fails(1002),
                        row("a text, then a text with reserved bits " + rsv + ", then a ping")
                                .peer(sends(text("a"), text("b").rsv(rsv), ping("p")))
                                .hearsText("a")
                                .fails(1002)))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> reservedOpcodesFail() {
        return Rows.of(IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
                .boxed()
                .flatMap(opcode -> Stream.of(
                        row("opcode " + opcode + " without a payload")
                                .underBoth()
                                .peer(sends(Frame.of(opcode)))
                                .fails(1002),
                        row("opcode " + opcode + " with a payload")
                                .underBoth()
                                .peer(sends(Frame.of(opcode, bytes(10))))
                                .fails(1002),
                        row("a text, then opcode " + opcode + ", then a ping")
                                .peer(sends(text("a"), Frame.of(opcode), ping("p")))
                                .hearsText("a")
                                .fails(1002),
                        row("opcode " + opcode + " inside a fragmented message")
                                .peer(sends(text("a").notFinal(), Frame.of(opcode), continuation("b")))
                                .fails(1002)))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> fragmentsBecomeOneMessage() {
        return Rows.of(
                echo("a text in two fragments")
                        .peer(exchanges(1, text("frag").notFinal(), continuation("ment")))
                        .hearsText("fragment")
                        .sends(text("fragment"), close(1000)),
                echo("a text in two fragments of one segment")
                        .peer(exchanges(1, together(List.of(text("frag").notFinal(), continuation("ment")))))
                        .hearsText("fragment")
                        .sends(text("fragment"), close(1000)),
                echo("a text in two fragments, byte by byte")
                        .peer(exchangesInChops(1, 1, text("frag").notFinal(), continuation("ment")))
                        .hearsText("fragment")
                        .sends(text("fragment"), close(1000)),
                echo("a binary in three fragments")
                        .peer(exchanges(
                                1,
                                binary((byte) 1).notFinal(),
                                continuation(new byte[] {2}).notFinal(),
                                continuation(new byte[] {3})))
                        .hearsBinary(new byte[] {1, 2, 3})
                        .sends(binary((byte) 1, (byte) 2, (byte) 3), close(1000)),
                echo("three empty fragments")
                        .peer(exchanges(1, text("").notFinal(), continuation("").notFinal(), continuation("")))
                        .hearsText("")
                        .sends(text(""), close(1000)),
                echo("an empty fragment on each side")
                        .peer(exchanges(
                                1, text("").notFinal(), continuation("middle").notFinal(), continuation("")))
                        .hearsText("middle")
                        .sends(text("middle"), close(1000)),
                echo("a ping between two fragments")
                        .peer(exchanges(2, text("frag").notFinal(), ping("p"), continuation("ment")))
                        .hearsText("fragment")
                        .sends(pong("p"), text("fragment"), close(1000)),
                echo("a ping between two fragments, byte by byte")
                        .peer(exchangesInChops(1, 2, text("frag").notFinal(), ping("p"), continuation("ment")))
                        .hearsText("fragment")
                        .sends(pong("p"), text("fragment"), close(1000)),
                echo("a pong between two fragments")
                        .peer(exchanges(1, text("frag").notFinal(), pong("o"), continuation("ment")))
                        .hears("pong \"o\"")
                        .hearsText("fragment")
                        .sends(text("fragment"), close(1000)),
                echo("five fragments with a ping after each but the last")
                        .peer(c -> {
                            c.accept();
                            c.send(text("1").notFinal(), continuation("2").notFinal(), ping("p1"));
                            c.awaitFrames(1);
                            c.send(
                                    continuation("3").notFinal(),
                                    continuation("4").notFinal(),
                                    ping("p2"));
                            c.awaitFrames(2);
                            c.send(continuation("5"));
                            c.awaitFrames(3);
                            c.send(close(1000));
                            c.awaitClose();
                            c.fin();
                        })
                        .hearsText("12345")
                        .sends(pong("p1"), pong("p2"), text("12345"), close(1000)),
                echo("two fragmented messages, one after the other")
                        .peer(exchanges(
                                2,
                                text("a").notFinal(),
                                continuation("b"),
                                binary((byte) 1).notFinal(),
                                continuation(new byte[] {2})))
                        .hearsText("ab")
                        .hearsBinary(new byte[] {1, 2})
                        .sends(text("ab"), binary((byte) 1, (byte) 2), close(1000)),
                echo("a Close between two fragments")
                        .peer(Peers.closes(text("frag").notFinal(), close(1000), continuation("ment")))
                        .sends(close(1000)));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> wrongFragmentsFail() {
        return Rows.of(
                row("a fragmented ping")
                        .underBoth()
                        .peer(sends(ping("frag").notFinal(), continuation("ment")))
                        .fails(1002),
                row("a fragmented pong")
                        .underBoth()
                        .peer(sends(pong("frag").notFinal(), continuation("ment")))
                        .fails(1002),
                row("a final continuation of nothing, then a text")
                        .underBoth()
                        .peer(sends(continuation("x"), text("y")))
                        .fails(1002),
                row("a continuation of nothing that is not final, then a text")
                        .underBoth()
                        .peer(sends(continuation("x").notFinal(), text("y")))
                        .fails(1002),
                row("an empty continuation of nothing")
                        .underBoth()
                        .peer(sends(continuation("")))
                        .fails(1002),
                row("a continuation of nothing, byte by byte")
                        .peer(c -> {
                            c.accept();
                            c.sendInChops(1, continuation("x"));
                        })
                        .fails(1002),
                row("a continuation after a message that is complete")
                        .underBoth()
                        .peer(sends(text("a").notFinal(), continuation("b"), continuation("c")))
                        .hearsText("ab")
                        .fails(1002),
                row("a text in two frames that both say text")
                        .underBoth()
                        .peer(sends(text("a").notFinal(), text("b")))
                        .fails(1002),
                row("a text that begins inside another")
                        .underBoth()
                        .peer(sends(text("a").notFinal(), text("b").notFinal()))
                        .fails(1002),
                row("a binary that begins inside a text")
                        .underBoth()
                        .peer(sends(text("a").notFinal(), binary((byte) 1).notFinal()))
                        .fails(1002));
    }

    /** Returns the frame's payload in fragments. */
    private static List<Wire> fragments(Frame frame, int size) {
        byte[] whole = frame.bytes();
        byte[] payload = Arrays.copyOfRange(whole, whole[1] == 126 ? 4 : whole[1] == 127 ? 10 : 2, whole.length);
        List<Wire> fragments = new ArrayList<>();
        for (int i = 0; i < payload.length; i += size) {
            byte[] part = Arrays.copyOfRange(payload, i, Math.min(i + size, payload.length));
            Frame fragment = Frame.of(i == 0 ? whole[0] & 0xF : Opcode.CONTINUATION, part);
            fragments.add(i + size < payload.length ? fragment.notFinal() : fragment);
        }
        return fragments;
    }

    private static Wire together(List<Wire> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(part -> all.writeBytes(part.bytes()));
        return Wire.raw(all.toByteArray());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 + 0xfe);
        }
        return bytes;
    }
}
