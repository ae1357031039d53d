package dev.adieu.websocket.impl.connection.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.OutgoingFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageFragmenterTest {

    private final MessageFragmenter fragmenting = new MessageFragmenter();

    private static void assertFrame(OutgoingFrame frame, Opcode opcode, boolean last, String text) {
        assertThat(frame).isEqualTo(new OutgoingFrame(opcode, last, false, bytes(text)));
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    @Test
    void wholeMessagesAreOneFrame() {
        assertFrame(fragmenting.wholeText("ä"), Opcode.TEXT, true, "ä");
        assertFrame(fragmenting.wholeBinary(bytes("b")), Opcode.BINARY, true, "b");
        assertFrame(fragmenting.partOfText("alone", true), Opcode.TEXT, true, "alone");
        assertFrame(fragmenting.partOfBinary(bytes("alone"), true), Opcode.BINARY, true, "alone");
    }

    @Test
    void partsAreTheFirstFrameAndItsContinuations() {
        assertFrame(fragmenting.partOfText("a", false), Opcode.TEXT, false, "a");
        assertFrame(fragmenting.partOfText("", false), Opcode.CONTINUATION, false, "");
        assertFrame(fragmenting.partOfText("c", true), Opcode.CONTINUATION, true, "c");
        assertFrame(fragmenting.partOfBinary(bytes("d"), false), Opcode.BINARY, false, "d");
        assertFrame(fragmenting.partOfBinary(bytes("e"), true), Opcode.CONTINUATION, true, "e");
        assertFrame(fragmenting.wholeText("f"), Opcode.TEXT, true, "f");
    }

    @Test
    void nothingElseIsSentBetweenTheParts() {
        fragmenting.partOfText("a", false);
        assertThatThrownBy(() -> fragmenting.wholeText("x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RFC 6455, section 5.4")
                .hasMessageContaining("send its last part first");
        assertThatThrownBy(() -> fragmenting.wholeBinary(bytes("x"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fragmenting.partOfBinary(bytes("x"), true)).isInstanceOf(IllegalStateException.class);
        assertFrame(fragmenting.partOfText("b", true), Opcode.CONTINUATION, true, "b");
        fragmenting.partOfBinary(bytes("c"), false);
        assertThatThrownBy(() -> fragmenting.partOfText("x", true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSurrogatePairThatIsSplitBetweenPartsIsOneCharacter() {
        assertFrame(fragmenting.partOfText("a\uD83D", false), Opcode.TEXT, false, "a");
        assertFrame(fragmenting.partOfText("\uDE00b", true), Opcode.CONTINUATION, true, "\uD83D\uDE00b");
    }

    @Test
    void anUnpairedSurrogateIsReplacedWhereverItStands() {
        assertFrame(fragmenting.wholeText("\uDE00a\uD83D"), Opcode.TEXT, true, "\uFFFDa\uFFFD");
        assertFrame(fragmenting.partOfText("\uD83D", false), Opcode.TEXT, false, "");
        assertFrame(fragmenting.partOfText("", true), Opcode.CONTINUATION, true, "\uFFFD");
        assertFrame(fragmenting.partOfText("\uD83D", false), Opcode.TEXT, false, "");
        assertFrame(fragmenting.partOfText("\uD83D\uD83D", false), Opcode.CONTINUATION, false, "\uFFFD\uFFFD");
        assertFrame(fragmenting.partOfText("x", true), Opcode.CONTINUATION, true, "\uFFFDx");
    }

    @Test
    void aTextInAnyPartsHasTheBytesOfTheWholeText() {
        long seed = new Random().nextLong();
        System.out.println("random parts with the seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(30), 0, 4)
                    .forEach(kind -> text.append((char) (kind == 0 ? 'x' : 0xD700 + random.nextInt(0xA00))));
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            for (int from = 0; ; ) {
                int to = from + random.nextInt(text.length() - from + 1);
                boolean last = to == text.length();
                sent.writeBytes(fragmenting
                        .partOfText(text.substring(from, to), last)
                        .payload()
                        .array());
                from = to;
                if (last) {
                    break;
                }
            }
            assertThat(sent.toByteArray())
                    .as("%s", text)
                    .isEqualTo(new MessageFragmenter()
                            .wholeText(text.toString())
                            .payload()
                            .array());
        }
    }
}
