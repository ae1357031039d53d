package dev.adieu.websocket.impl.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FragmentingTest {

    private final Fragmenting fragmenting = new Fragmenting();

    private static void assertFrame(WebSocketFrame frame, Class<?> type, boolean last, String text) {
        assertThat(frame).isExactlyInstanceOf(type);
        assertThat(frame.isFinalFragment()).isEqualTo(last);
        assertThat(frame.content().toString(StandardCharsets.UTF_8)).isEqualTo(text);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    @Test
    void wholeMessagesAreOneFrame() {
        assertFrame(fragmenting.wholeText("ä"), TextWebSocketFrame.class, true, "ä");
        assertFrame(fragmenting.wholeBinary(bytes("b")), BinaryWebSocketFrame.class, true, "b");
        assertFrame(fragmenting.partOfText("alone", true), TextWebSocketFrame.class, true, "alone");
        assertFrame(fragmenting.partOfBinary(bytes("alone"), true), BinaryWebSocketFrame.class, true, "alone");
    }

    @Test
    void partsAreTheFirstFrameAndItsContinuations() {
        assertFrame(fragmenting.partOfText("a", false), TextWebSocketFrame.class, false, "a");
        assertFrame(fragmenting.partOfText("", false), ContinuationWebSocketFrame.class, false, "");
        assertFrame(fragmenting.partOfText("c", true), ContinuationWebSocketFrame.class, true, "c");
        assertFrame(fragmenting.partOfBinary(bytes("d"), false), BinaryWebSocketFrame.class, false, "d");
        assertFrame(fragmenting.partOfBinary(bytes("e"), true), ContinuationWebSocketFrame.class, true, "e");
        assertFrame(fragmenting.wholeText("f"), TextWebSocketFrame.class, true, "f");
    }

    @Test
    void nothingElseIsSentBetweenTheParts() {
        fragmenting.partOfText("a", false);
        assertThatThrownBy(() -> fragmenting.wholeText("x")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RFC 6455, section 5.4").hasMessageContaining("send its last part first");
        assertThatThrownBy(() -> fragmenting.wholeBinary(bytes("x"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> fragmenting.partOfBinary(bytes("x"), true)).isInstanceOf(IllegalStateException.class);
        assertFrame(fragmenting.partOfText("b", true), ContinuationWebSocketFrame.class, true, "b");
        fragmenting.partOfBinary(bytes("c"), false);
        assertThatThrownBy(() -> fragmenting.partOfText("x", true)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSurrogatePairThatIsSplitBetweenPartsIsOneCharacter() {
        assertFrame(fragmenting.partOfText("a\uD83D", false), TextWebSocketFrame.class, false, "a");
        assertFrame(fragmenting.partOfText("\uDE00b", true), ContinuationWebSocketFrame.class, true, "\uD83D\uDE00b");
    }

    @Test
    void anUnpairedSurrogateIsReplacedWhereverItStands() {
        assertFrame(fragmenting.wholeText("\uDE00a\uD83D"), TextWebSocketFrame.class, true, "\uFFFDa\uFFFD");
        assertFrame(fragmenting.partOfText("\uD83D", false), TextWebSocketFrame.class, false, "");
        assertFrame(fragmenting.partOfText("", true), ContinuationWebSocketFrame.class, true, "\uFFFD");
        assertFrame(fragmenting.partOfText("\uD83D", false), TextWebSocketFrame.class, false, "");
        assertFrame(fragmenting.partOfText("\uD83D\uD83D", false), ContinuationWebSocketFrame.class, false, "\uFFFD\uFFFD");
        assertFrame(fragmenting.partOfText("x", true), ContinuationWebSocketFrame.class, true, "\uFFFDx");
    }

    @Test
    void aTextInAnyPartsHasTheBytesOfTheWholeText() {
        long seed = new Random().nextLong();
        System.out.println("random parts with the seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(30), 0, 4).forEach(kind -> text.append((char) (kind == 0 ? 'x' : 0xD700 + random.nextInt(0xA00))));
            ByteBuf sent = Unpooled.buffer();
            for (int from = 0; ; ) {
                int to = from + random.nextInt(text.length() - from + 1);
                boolean last = to == text.length();
                sent.writeBytes(fragmenting.partOfText(text.substring(from, to), last).content());
                from = to;
                if (last) {
                    break;
                }
            }
            assertThat(sent).as("%s", text).isEqualTo(new Fragmenting().wholeText(text.toString()).content());
        }
    }
}
