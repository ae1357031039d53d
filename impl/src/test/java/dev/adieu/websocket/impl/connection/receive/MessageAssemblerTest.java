package dev.adieu.websocket.impl.connection.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import dev.adieu.websocket.impl.connection.frame.Received;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageAssemblerTest {

    private static final MessageLimits WHOLE = new MessageLimits(10, 20, false, false);
    private static final MessageLimits PARTIAL = new MessageLimits(10, 20, true, true);

    private final List<String> heard = new ArrayList<>();
    private MessageLimits limits = WHOLE;
    private final MessageAssembler assembler = new MessageAssembler(() -> limits, receiver());

    /** Writes down what it hears. */
    private MessageAssembler.Receiver receiver() {
        return new MessageAssembler.Receiver() {
            @Override
            public void text(String text, boolean last, int size) {
                heard.add("text " + text + (last ? "" : "…") + " " + size);
            }

            @Override
            public void binary(byte[] bytes, boolean last, int size) {
                heard.add("binary " + new String(bytes, StandardCharsets.UTF_8) + (last ? "" : "…") + " " + size);
            }

            @Override
            public void tooBig(int limit, boolean text) {
                heard.add((text ? "text" : "binary") + " over " + limit);
            }
        };
    }

    private void add(Received.Frame frame) throws CharacterCodingException {
        assembler.add(frame);
    }

    private static Received.Frame text(boolean last, String text) {
        return new Received.Frame(Opcode.TEXT, last, false, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Received.Frame binary(boolean last, String bytes) {
        return new Received.Frame(Opcode.BINARY, last, false, bytes.getBytes(StandardCharsets.UTF_8));
    }

    private static Received.Frame more(boolean last, byte... bytes) {
        return new Received.Frame(Opcode.CONTINUATION, last, false, bytes);
    }

    @Test
    void aWholeMessageIsDeliveredWhenItsLastFrameHasCome() throws CharacterCodingException {
        add(text(false, "a"));
        add(more(false, (byte) 0xC3));
        assertThat(heard).isEmpty();
        add(more(true, (byte) 0xA4));
        add(binary(false, "b"));
        add(more(true, (byte) 'c'));
        add(text(true, "d"));
        add(binary(true, "e"));
        assertThat(heard).containsExactly("text aä 3", "binary bc 2", "text d 1", "binary e 1");
    }

    @Test
    void anEmptyMessageIsAMessage() throws CharacterCodingException {
        add(text(true, ""));
        add(binary(false, ""));
        add(more(true));
        assertThat(heard).containsExactly("text  0", "binary  0");
    }

    @Test
    void partsAreDeliveredAsTheyComeAndNoCharacterIsSplit() throws CharacterCodingException {
        limits = PARTIAL;
        add(text(false, "a"));
        add(more(false, (byte) 0xC3));
        add(more(true, (byte) 0xA4));
        add(binary(false, "b"));
        add(more(true, (byte) 'c'));
        assertThat(heard).containsExactly("text a… 1", "text … 1", "text ä 1", "binary b… 1", "binary c 1");
    }

    @Test
    void howAMessageIsDeliveredIsFixedWhenItBegins() throws CharacterCodingException {
        add(text(false, "a"));
        limits = PARTIAL;
        add(more(true, (byte) 'b'));
        add(text(false, "c"));
        limits = WHOLE;
        add(more(true, (byte) 'd'));
        assertThat(heard).containsExactly("text ab 2", "text c… 1", "text d 1");
    }

    @Test
    void aWholeMessageMayBeAsLongAsItsLimitAndNoLonger() throws CharacterCodingException {
        add(text(true, "x".repeat(10)));
        add(text(true, "x".repeat(11)));
        add(binary(true, "x".repeat(20)));
        add(binary(false, "x".repeat(20)));
        add(more(true, (byte) 'x'));
        assertThat(heard)
                .containsExactly(
                        "text " + "x".repeat(10) + " 10",
                        "text over 10",
                        "binary " + "x".repeat(20) + " 20",
                        "binary over 20");
    }

    @Test
    void ofPartsEachMayBeAsLongAsTheLimit() throws CharacterCodingException {
        limits = PARTIAL;
        for (int i = 0; i < 10; i++) {
            add(
                    i == 0
                            ? text(false, "x".repeat(10))
                            : more(false, "x".repeat(10).getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(heard).hasSize(10).containsOnly("text " + "x".repeat(10) + "… 10");
        add(more(true, "x".repeat(11).getBytes(StandardCharsets.UTF_8)));
        assertThat(heard).last().isEqualTo("text over 10");
    }

    @Test
    void whatIsNotUtf8IsNoticedInTheFrameWhereItStands() throws CharacterCodingException {
        add(text(false, "a"));
        assertThatThrownBy(() -> add(more(false, (byte) 0xFF))).isInstanceOf(CharacterCodingException.class);
        MessageAssembler next = new MessageAssembler(() -> limits, receiver());
        next.add(new Received.Frame(Opcode.TEXT, false, false, new byte[] {(byte) 0xC3}));
        assertThatThrownBy(() -> next.add(more(true))).isInstanceOf(CharacterCodingException.class);
    }
}
