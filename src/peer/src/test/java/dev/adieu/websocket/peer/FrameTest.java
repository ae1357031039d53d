package dev.adieu.websocket.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples of RFC 6455, section 5.7, and frames that no rule allows. */
class FrameTest {

    @Test
    void aTextFrameIsWrittenAsInTheExampleOfTheRfc() {
        assertThat(hex(Frame.text("Hello"))).isEqualTo("810548656c6c6f");
    }

    @Test
    void aFragmentedTextIsWrittenAsInTheExampleOfTheRfc() {
        assertThat(hex(Frame.text("Hel").notFinal())).isEqualTo("010348656c");
        assertThat(hex(Frame.continuation("lo"))).isEqualTo("80026c6f");
    }

    @Test
    void longPayloadsUseTheLongerLengthForms() {
        assertThat(hex(Frame.binary(new byte[256]))).startsWith("827e0100").hasSize(2 * (4 + 256));
        assertThat(hex(Frame.binary(new byte[65536])))
                .startsWith("827f0000000000010000")
                .hasSize(2 * (10 + 65536));
    }

    @Test
    void illegalFramesAreWrittenAsAskedFor() {
        assertThat(hex(Frame.text("a").rsv(7))).isEqualTo("f10161");
        assertThat(hex(Frame.of(3))).isEqualTo("8300");
        assertThat(hex(Frame.binary().claiming(Long.MIN_VALUE))).isEqualTo("827f8000000000000000");
        assertThat(hex(Frame.text("a").length(Frame.LengthForm.BITS_64))).isEqualTo("817f000000000000000161");
        assertThat(hex(Frame.text("a").masked())).isEqualTo("81811234567873");
        assertThat(hex(Frame.close(1000, "r"))).isEqualTo("880303e872");
        assertThat(hex(Frame.of(Opcode.CLOSE, (byte) 3))).isEqualTo("880103");
    }

    @Test
    void aMaskedFrameIsReadAsInTheExampleOfTheRfc() throws IOException {
        ClientFrame frame = read("818537fa213d7f9f4d5158");
        assertThat(frame.text()).isEqualTo("Hello");
        assertThat(frame.masked()).isTrue();
        assertThat(HexFormat.of().formatHex(frame.raw())).isEqualTo("818537fa213d7f9f4d5158");
        assertThat(frame).hasToString("Text[\"Hello\"]");
    }

    @Test
    void whatIsUnusualInAFrameIsKept() throws IOException {
        ClientFrame frame = read("510161");
        assertThat(frame.masked()).isFalse();
        assertThat(frame.fin()).isFalse();
        assertThat(frame.rsv()).isEqualTo(5);
        assertThat(frame).hasToString("Text not final rsv 5 unmasked[\"a\"]");
    }

    @Test
    void aCloseFrameTellsCodeAndReason() throws IOException {
        assertThat(read("880303e872")).hasToString("Close unmasked[1000 \"r\"]");
        assertThat(read("8800").closeCode()).isEqualTo(1005);
        assertThat(read("880101").closeCode()).isEqualTo(-1);
    }

    @Test
    void anIncompleteFrameIsCountedAndNotReturned() throws IOException {
        ClientFrameReader reader =
                new ClientFrameReader(new ByteArrayInputStream(HexFormat.of().parseHex("8185aabbccdd01")));
        assertThat(reader.next()).isNull();
        assertThat(reader.unfinished()).isEqualTo(7);
    }

    private static String hex(Wire wire) {
        return HexFormat.of().formatHex(wire.bytes());
    }

    private static ClientFrame read(String hex) throws IOException {
        return new ClientFrameReader(new ByteArrayInputStream(HexFormat.of().parseHex(hex))).next();
    }
}
