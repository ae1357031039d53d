package dev.adieu.websocket.impl.connection.frame;

import static dev.adieu.websocket.peer.Frame.binary;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.continuation;
import static dev.adieu.websocket.peer.Frame.ping;
import static dev.adieu.websocket.peer.Frame.pong;
import static dev.adieu.websocket.peer.Frame.text;
import static dev.adieu.websocket.peer.Wire.raw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Frame.LengthForm;
import dev.adieu.websocket.peer.Wire;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoding of the bytes that a server may send (RFC 6455, section 5), however TCP cuts them. */
class FrameDecoderTest {

    private static final int MEBIBYTE = 1 << 20;

    private static byte[] together(Wire... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Wire part : parts) {
            all.writeBytes(part.bytes());
        }
        return all.toByteArray();
    }

    /**
     * Bytes that arrive, and the expected output; its last element may be a refusal, given by a part of its message.
     */
    private record Row(String name, CloseRules rules, boolean deflate, byte[] bytes, List<String> expected) {

        Row gives(String... lines) {
            return new Row(name, rules, deflate, bytes, List.of(lines));
        }

        Row refuses(String fault) {
            List<String> lines = new ArrayList<>(expected);
            lines.add(DecodedFrames.REFUSED + fault);
            return new Row(name, rules, deflate, bytes, lines);
        }

        Row underRfc6455() {
            return new Row(name, CloseRules.RFC6455, deflate, bytes, expected);
        }

        Row withDeflate() {
            return new Row(name, rules, true, bytes, expected);
        }

        void check(int... cuts) {
            List<String> lines = DecodedFrames.of(new FrameDecoder(rules, deflate), bytes, cuts);
            assertThat(lines)
                    .as(() -> "in pieces that begin at " + Arrays.toString(cuts))
                    .hasSameSizeAs(expected);
            for (int i = 0; i < lines.size(); i++) {
                String line = expected.get(i);
                if (line.startsWith(DecodedFrames.REFUSED)) {
                    assertThat(lines.get(i))
                            .startsWith(DecodedFrames.REFUSED)
                            .contains(line.substring(DecodedFrames.REFUSED.length()));
                } else {
                    assertThat(lines.get(i)).isEqualTo(line);
                }
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(String name, Wire... parts) {
        return new Row(name, CloseRules.BROWSER, false, together(parts), List.of());
    }

    static Stream<Row> frames() {
        return Stream.of(
                row("every kind of frame", text("a"), binary((byte) 2), ping("p"), pong("q"), close(1000, "r"))
                        .gives("TEXT 61", "BINARY 02", "PING 70", "PONG 71", "CLOSE 03e872"),
                row("empty frames", text(""), binary(), ping(""), pong(""), close())
                        .gives("TEXT ", "BINARY ", "PING ", "PONG ", "CLOSE "),
                row("an empty frame at the end", ping("p"), text("")).gives("PING 70", "TEXT "),
                row(
                                "fragments, and control frames between them",
                                text("a").notFinal(),
                                ping("p"),
                                continuation("b").notFinal(),
                                pong(""),
                                continuation("c"),
                                text("d"))
                        .gives("TEXT… 61", "PING 70", "CONTINUATION… 62", "PONG ", "CONTINUATION 63", "TEXT 64"),
                row("empty fragments", text("").notFinal(), continuation("").notFinal(), continuation(""))
                        .gives("TEXT… ", "CONTINUATION… ", "CONTINUATION "),
                row("a Close between fragments", text("a").notFinal(), close(1000))
                        .gives("TEXT… 61", "CLOSE 03e8"),
                row("nothing behind a Close", close(1000), text("a"), Frame.of(3))
                        .gives("CLOSE 03e8"),
                row("a frame that has not come whole", text("a"), text("bcd").claiming(4))
                        .gives("TEXT 61"),
                row("a header that has not come whole", text("a"), raw(0x82, 126, 0))
                        .gives("TEXT 61"),
                row("125 bytes of a ping", ping(new byte[125]))
                        .gives("PING 125 bytes " + Arrays.hashCode(new byte[125])),
                row("126 bytes", binary(new byte[126]), ping("p"))
                        .gives("BINARY 126 bytes " + Arrays.hashCode(new byte[126]), "PING 70"));
    }

    static Stream<Row> whatIsRefused() {
        return Stream.of(
                row("opcode 3", text("a"), Frame.of(3), text("b"))
                        .gives("TEXT 61")
                        .refuses("opcode 3, which is reserved"),
                row("opcode 7", Frame.of(7)).refuses("opcode 7"),
                row("opcode 11", Frame.of(11)).refuses("opcode 11"),
                row("opcode 15", Frame.of(15), close(1000)).refuses("opcode 15"),
                row("opcode 3 of a header that has not come whole", raw(0x83, 127))
                        .refuses("opcode 3"),
                row("RSV1", text("a").rsv(4), text("b"))
                        .refuses(
                                "reserved bit is set that no extension uses here (section 5.2); the first byte of the frame is 0xc1"),
                row("RSV2", text("a").rsv(2)).refuses("reserved bit"),
                row("RSV3", text("a").rsv(1)).refuses("reserved bit"),
                row("RSV1 of a Close", close(1000).rsv(4)).refuses("reserved bit"),
                row("a masked text", text("a").masked(), text("b")).refuses("masked"),
                row("a masked ping", ping("").masked()).refuses("masked"),
                row("a fragmented ping", ping("p").notFinal(), text("b")).refuses("a control frame is fragmented"),
                row("a fragmented pong", pong("").notFinal()).refuses("a control frame is fragmented"),
                row("a fragmented Close", close(1000).notFinal()).refuses("a control frame is fragmented"),
                row("126 bytes of a ping", ping(new byte[126]), text("b")).refuses("more than 125 bytes"),
                row("2^31 bytes of a pong", pong("").claiming(1L << 31)).refuses("more than 125 bytes"),
                row("a ping with its length in 16 bits", ping("p").length(LengthForm.BITS_16))
                        .refuses("more than 125 bytes"),
                row("1 byte of a Close", Frame.of(8, (byte) 3), text("b")).refuses("a code takes 2"),
                row("a continuation of nothing", continuation("a"), text("b")).refuses("none has begun"),
                row("a continuation of what has ended", text("a").notFinal(), continuation("b"), continuation("c"))
                        .gives("TEXT… 61", "CONTINUATION 62")
                        .refuses("none has begun"),
                row("a text among fragments", text("a").notFinal(), text("b"))
                        .gives("TEXT… 61")
                        .refuses("before the one before it has ended"),
                row(
                                "a binary among fragments",
                                binary().notFinal(),
                                continuation("").notFinal(),
                                binary())
                        .gives("BINARY… ", "CONTINUATION… ")
                        .refuses("before the one before it has ended"),
                row(
                                "125 bytes with their length in 16 bits",
                                binary(new byte[125]).length(LengthForm.BITS_16),
                                text("b"))
                        .refuses("a length of 125 bytes"),
                row("no bytes with their length in 64 bits", binary().length(LengthForm.BITS_64), text("b"))
                        .refuses("a length of 0 bytes"),
                row(
                                "65535 bytes with their length in 64 bits",
                                binary().claiming(65535).length(LengthForm.BITS_64),
                                text("b"))
                        .refuses("a length of 65535 bytes"),
                row("2^63 bytes", binary().claiming(Long.MIN_VALUE), text("b")).refuses("9223372036854775808 bytes"),
                row("2^64 - 1 bytes", binary().claiming(-1)).refuses("18446744073709551615 bytes"));
    }

    static Stream<Row> closes() {
        return Stream.of(
                row("1005", close(1005), text("b")).refuses("the code 1005, which must not be sent"),
                row("1006 and a reason", close(1006, "why")).refuses("1006"),
                row("1015", close(1015)).refuses("1015"),
                row("999", close(999)).gives("CLOSE 03e7"),
                row("999 under the other rules", close(999)).underRfc6455().refuses("999"),
                row("65535", close(65535)).gives("CLOSE ffff"),
                row("65535 under the other rules", close(65535)).underRfc6455().refuses("65535"),
                row("1000 under the other rules", close(1000)).underRfc6455().gives("CLOSE 03e8"),
                row("a reason that is not UTF-8, which is found later", Frame.of(8, (byte) 3, (byte) 0xE8, (byte) 0xFF))
                        .gives("CLOSE 03e8ff"));
    }

    static Stream<Row> framesWithDeflate() {
        return Stream.of(
                        row(
                                        "RSV1 of a first frame",
                                        text("a").rsv(4).notFinal(),
                                        continuation("b"),
                                        binary((byte) 1).rsv(4),
                                        text("c"))
                                .gives("TEXT… rsv 4 61", "CONTINUATION 62", "BINARY rsv 4 01", "TEXT 63"),
                        row(
                                        "RSV1 of a continuation",
                                        text("a").rsv(4).notFinal(),
                                        continuation("b").rsv(4),
                                        text("c"))
                                .gives("TEXT… rsv 4 61")
                                .refuses("reserved bit"),
                        row("RSV1 of a ping", ping("p").rsv(4)).refuses("reserved bit"),
                        row("RSV1 of a Close", close(1000).rsv(4)).refuses("reserved bit"),
                        row("RSV1 of opcode 3", Frame.of(3).rsv(4)).refuses("reserved bit"),
                        row("RSV2", text("a").rsv(6)).refuses("reserved bit"),
                        row("RSV3", binary((byte) 1).rsv(1)).refuses("reserved bit"))
                .map(Row::withDeflate);
    }

    @ParameterizedTest
    @MethodSource({"frames", "whatIsRefused", "closes", "framesWithDeflate"})
    void itDoesNotMatterHowTcpCutsTheBytes(Row row) {
        row.check();
        row.check(IntStream.range(1, row.bytes().length).toArray());
        for (int cut = 1; cut < row.bytes().length; cut++) {
            row.check(cut);
        }
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void aPayloadOfAnyLengthComesAsItWasSent(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (i * 31 + (i >> 8));
        }
        byte[] bytes = together(binary(payload), text("b"));
        String[] expected = {"BINARY " + length + " bytes " + Arrays.hashCode(payload), "TEXT 62"};
        FrameDecoder[] decoders = IntStream.range(0, 5)
                .mapToObj(i -> new FrameDecoder(CloseRules.BROWSER, false))
                .toArray(FrameDecoder[]::new);
        assertThat(DecodedFrames.of(decoders[0], bytes)).containsExactly(expected);
        assertThat(DecodedFrames.of(decoders[1], bytes, 1, 9, 10, 11, length / 2))
                .containsExactly(expected);
        assertThat(DecodedFrames.of(
                        decoders[2],
                        bytes,
                        IntStream.range(1, bytes.length / 1000)
                                .map(i -> i * 1000)
                                .toArray()))
                .containsExactly(expected);
        assertThat(DecodedFrames.of(decoders[3], bytes, 12, bytes.length - 4)).containsExactly(expected);
        assertThat(DecodedFrames.of(decoders[4], bytes, bytes.length - 3)).containsExactly(expected);
    }

    static IntStream lengths() {
        return IntStream.of(65535, 65536, 65537, 262_144, 262_145, 1_000_000, MEBIBYTE);
    }

    @Test
    void nothingThatCameIsKeptExceptForAHeaderThatHasNotComeWhole() {
        try (DecodedFrames frames = new DecodedFrames(new FrameDecoder(CloseRules.BROWSER, false))) {
            byte[] bytes = binary(new byte[MEBIBYTE]).bytes();
            frames.feed(Arrays.copyOf(bytes, 9));
            assertThat(frames.keepsNoBuffer()).isFalse();
            frames.feed(Arrays.copyOfRange(bytes, 9, 100_000));
            assertThat(frames.keepsNoBuffer()).isTrue();
            frames.feed(Arrays.copyOfRange(bytes, 100_000, 200_000));
            assertThat(frames.keepsNoBuffer()).isTrue();
            assertThat(frames.lines()).isEmpty();
        }
    }

    @Test
    void whatIsBehindWhatBreaksTheProtocolIsNotKept() {
        try (DecodedFrames frames = new DecodedFrames(new FrameDecoder(CloseRules.BROWSER, false))) {
            frames.feed(together(Frame.of(3), binary(new byte[1000])));
            assertThat(frames.keepsNoBuffer()).isTrue();
            frames.feed(text("a").bytes());
            assertThat(frames.keepsNoBuffer()).isTrue();
            assertThat(frames.lines()).hasSize(1);
        }
    }
}
