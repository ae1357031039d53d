package dev.adieu.websocket.impl.connection.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.impl.Resources;
import dev.adieu.websocket.impl.connection.frame.MessageInflater;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.MessageLimits.Form;
import dev.adieu.websocket.impl.connection.frame.Opcode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.DecompressionException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class MessageAssemblerTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final MessageLimits WHOLE = new MessageLimits(10, 20, Form.WHOLE, Form.WHOLE);
    private static final MessageLimits PARTS = new MessageLimits(10, 20, Form.PARTS, Form.PARTS);

    private final List<String> heard = new ArrayList<>();
    private MessageLimits limits = WHOLE;
    private MessageStream stream;
    /** The number of parts that are still taken before the endpoint is behind. */
    private int takes = Integer.MAX_VALUE;

    private final MessageAssembler assembler =
            new MessageAssembler(() -> limits, new MessageInflater(true), () -> takes > 0, receiver());

    /** Writes down what it hears. */
    private MessageAssembler.Receiver receiver() {
        return new MessageAssembler.Receiver() {
            @Override
            public void text(String text, boolean last, int size) {
                takes--;
                heard.add("text " + shortened(text) + (last ? "" : "…") + " " + size);
            }

            @Override
            public void binary(byte[] bytes, boolean last) {
                takes--;
                heard.add("binary " + shortened(new String(bytes, StandardCharsets.UTF_8)) + (last ? "" : "…"));
            }

            @Override
            public MessageStream stream(boolean text) {
                heard.add("a stream of " + (text ? "text" : "bytes"));
                stream = new MessageStream(new Backlog(() -> {}));
                return stream;
            }

            @Override
            public void tooBig(int limit, boolean text) {
                heard.add((text ? "text" : "binary") + " over " + limit);
            }
        };
    }

    private static String shortened(String text) {
        return text.length() > 30 ? text.length() + " characters" : text;
    }

    private void add(Opcode opcode, boolean last, byte... bytes) throws CharacterCodingException {
        int before = heard.size();
        assembler.begin(opcode, last, false, bytes.length);
        if (heard.size() == before) {
            assertThat(assembler.payload(Unpooled.wrappedBuffer(bytes), bytes.length, true))
                    .isTrue();
        }
    }

    private void text(boolean last, String text) throws CharacterCodingException {
        add(Opcode.TEXT, last, text.getBytes(StandardCharsets.UTF_8));
    }

    private void binary(boolean last, String bytes) throws CharacterCodingException {
        add(Opcode.BINARY, last, bytes.getBytes(StandardCharsets.UTF_8));
    }

    private void more(boolean last, byte... bytes) throws CharacterCodingException {
        add(Opcode.CONTINUATION, last, bytes);
    }

    private boolean piece(boolean endsFrame, byte... bytes) throws CharacterCodingException {
        return assembler.payload(Unpooled.wrappedBuffer(bytes), bytes.length, endsFrame);
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(data);
        byte[] out = new byte[data.length + 100];
        int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, size - 4);
    }

    private boolean compressed(Opcode opcode, byte[] data) throws CharacterCodingException {
        byte[] bytes = deflated(data);
        assembler.begin(opcode, true, true, bytes.length);
        return piece(true, bytes);
    }

    @Test
    void aWholeMessageIsDeliveredWhenItsLastFrameHasCome() throws CharacterCodingException {
        text(false, "a");
        more(false, (byte) 0xC3);
        assertThat(heard).isEmpty();
        more(true, (byte) 0xA4);
        binary(false, "b");
        more(true, (byte) 'c');
        text(true, "d");
        binary(true, "e");
        assertThat(heard).containsExactly("text aä 3", "binary bc", "text d 1", "binary e");
    }

    @Test
    void aWholeMessageIsDeliveredHoweverItsFrameIsCut() throws CharacterCodingException {
        assembler.begin(Opcode.TEXT, true, false, 4);
        assertThat(piece(false, (byte) 'a', (byte) 0xC3)).isTrue();
        assertThat(piece(false, (byte) 0xA4)).isTrue();
        assertThat(heard).isEmpty();
        assertThat(piece(true, (byte) 'b')).isTrue();
        assertThat(heard).containsExactly("text aäb 4");
    }

    @Test
    void anEmptyMessageIsAMessage() throws CharacterCodingException {
        text(true, "");
        binary(false, "");
        more(true);
        assertThat(heard).containsExactly("text  0", "binary ");
    }

    @Test
    void partsAreDeliveredAsTheyComeAndNoCharacterIsSplit() throws CharacterCodingException {
        limits = PARTS;
        text(false, "a");
        more(false, (byte) 0xC3);
        more(true, (byte) 0xA4);
        binary(false, "b");
        more(true, (byte) 'c');
        assertThat(heard).containsExactly("text a… 1", "text … 1", "text ä 1", "binary b…", "binary c");
    }

    @Test
    void oneFrameIsDeliveredInThePartsInWhichItComes() throws CharacterCodingException {
        limits = PARTS;
        assembler.begin(Opcode.TEXT, true, false, 3);
        piece(false, (byte) 'a', (byte) 0xC3);
        piece(true, (byte) 0xA4);
        assembler.begin(Opcode.BINARY, false, false, 2);
        piece(false, (byte) 'b');
        piece(true, (byte) 'c');
        more(true);
        assertThat(heard).containsExactly("text a… 2", "text ä 1", "binary b…", "binary c…", "binary ");
    }

    @Test
    void howAMessageIsDeliveredIsFixedWhenItBegins() throws CharacterCodingException {
        text(false, "a");
        limits = PARTS;
        more(true, (byte) 'b');
        text(false, "c");
        limits = WHOLE;
        more(true, (byte) 'd');
        assertThat(heard).containsExactly("text ab 2", "text c… 1", "text d 1");
    }

    @Test
    void aWholeMessageMayBeAsLongAsItsLimitAndNoLonger() throws CharacterCodingException {
        text(true, "x".repeat(10));
        text(true, "x".repeat(11));
        binary(true, "x".repeat(20));
        binary(false, "x".repeat(20));
        more(true, (byte) 'x');
        assertThat(heard)
                .containsExactly(
                        "text " + "x".repeat(10) + " 10", "text over 10", "binary " + "x".repeat(20), "binary over 20");
    }

    @Test
    void aHeaderThatAnnouncesTooMuchIsEnough() {
        assembler.begin(Opcode.TEXT, true, false, Long.MAX_VALUE);
        assertThat(heard).containsExactly("text over 10");
    }

    @Test
    void theLimitIsAskedForAtEachFrame() throws CharacterCodingException {
        text(false, "x".repeat(5));
        limits = new MessageLimits(4, 20, Form.WHOLE, Form.WHOLE);
        more(false);
        assertThat(heard).containsExactly("text over 4");
    }

    @Test
    void whatIsDeliveredInPartsMayBeOfAnyLength() throws CharacterCodingException {
        limits = PARTS;
        for (int i = 0; i < 10; i++) {
            byte[] part = "x".repeat(20).getBytes(StandardCharsets.UTF_8);
            add(i == 0 ? Opcode.TEXT : Opcode.CONTINUATION, false, part);
        }
        assertThat(heard).hasSize(10).containsOnly("text " + "x".repeat(20) + "… 20");
    }

    @Test
    void whatIsNotUtf8IsNoticedAtTheByteWhereItStands() throws CharacterCodingException {
        assembler.begin(Opcode.TEXT, true, false, 10);
        piece(false, (byte) 'a', (byte) 0xF4);
        assertThatThrownBy(() -> piece(false, (byte) 0x90)).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void textThatEndsInsideACharacterIsRefusedAtItsEnd() throws CharacterCodingException {
        text(false, "a");
        more(false, (byte) 0xC3);
        assertThatThrownBy(() -> more(true)).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void aCompressedMessageMayBeAsLongAsItsLimitWhateverItsFrameIs() throws CharacterCodingException {
        byte[] random = {1, 99, -3, 54, 77, 8, -100, 23, 4, 56, 78, -91, 33, 127, 0, 5, 17, -66, 45, 11, 2};
        assertThat(deflated(Arrays.copyOf(random, 20)).length).isGreaterThan(20);
        compressed(Opcode.BINARY, Arrays.copyOf(random, 20));
        compressed(Opcode.TEXT, "x".repeat(10).getBytes(StandardCharsets.UTF_8));
        assertThat(heard).hasSize(2).last().isEqualTo("text xxxxxxxxxx 10");
        compressed(Opcode.BINARY, random);
        assertThat(heard).last().isEqualTo("binary over 20");
    }

    @Test
    void nothingIsInflatedBeyondWhatTheEndpointTakes() throws CharacterCodingException {
        limits = PARTS;
        takes = 3;
        byte[] bytes = deflated(new byte[MEBIBYTE]);
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        assembler.begin(Opcode.BINARY, true, true, bytes.length);
        assertThat(assembler.payload(in, in.readableBytes(), true)).isFalse();
        assertThat(heard).hasSize(3);
        takes = Integer.MAX_VALUE;
        assertThat(assembler.payload(in, in.readableBytes(), true)).isTrue();
        assertThat(heard)
                .hasSizeBetween(64, 70)
                .last()
                .satisfies(line -> assertThat(line).doesNotEndWith("…"));
        assertThat(heard.stream()
                        .filter(line -> line.contains("characters"))
                        .mapToInt(line -> Integer.parseInt(line.split(" ")[1]))
                        .sum())
                .isEqualTo(MEBIBYTE);
    }

    @Test
    void anEndpointThatTakesOnePartAtATimeGetsAllOfACompressedMessage() throws CharacterCodingException {
        limits = PARTS;
        byte[] data = new byte[100_000];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) ('a' + i * 31 % 26);
        }
        byte[] bytes = deflated(data);
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        assembler.begin(Opcode.BINARY, true, true, bytes.length);
        do {
            takes = 1;
        } while (!assembler.payload(in, in.readableBytes(), true));
        assertThat(in.isReadable()).isFalse();
        assertThat(heard.stream()
                        .mapToInt(line -> line.contains("characters")
                                ? Integer.parseInt(line.split(" ")[1])
                                : line.replace("binary ", "").replace("…", "").length())
                        .sum())
                .isEqualTo(data.length);
        takes = Integer.MAX_VALUE;
        compressed(Opcode.TEXT, "next".getBytes(StandardCharsets.UTF_8));
        assertThat(heard).last().isEqualTo("text next 4");
    }

    @Test
    void aStreamBeginsWithTheFirstBytesAndEndsWithTheMessage() throws IOException {
        limits = new MessageLimits(10, 20, Form.STREAM, Form.STREAM);
        text(false, "");
        assertThat(heard).isEmpty();
        more(false, (byte) 'a', (byte) 0xC3);
        assertThat(heard).containsExactly("a stream of text");
        assertThat(stream.available()).isEqualTo(2);
        assertThat(stream.read()).isEqualTo('a');
        more(true, (byte) 0xA4);
        assertThat(stream.readAllBytes()).containsExactly(0xC3, 0xA4);
        binary(true, "b".repeat(30));
        text(true, "at once");
        assertThat(heard).containsExactly("a stream of text", "binary " + "b".repeat(30), "text at once 7");
    }

    @Test
    void aStreamOfAMessageThatIsGivenUpFailsBehindWhatCame() throws IOException {
        limits = new MessageLimits(10, 20, Form.STREAM, Form.STREAM);
        binary(false, "ab");
        IllegalStateException cause = new IllegalStateException("the cause");
        assembler.discard(cause);
        assertThat(stream.read()).isEqualTo('a');
        assertThat(stream.read()).isEqualTo('b');
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasCause(cause);
        stream.close();
        assertThatThrownBy(stream::read).hasMessageContaining("closed");
    }

    @Test
    void streamedTextThatIsNotUtf8IsNoticedAtTheByteWhereItStands() throws CharacterCodingException {
        limits = new MessageLimits(10, 20, Form.STREAM, Form.STREAM);
        text(false, "ab");
        assertThatThrownBy(() -> more(false, (byte) 0xFF)).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void whatIsNotDeflateIsRefused() {
        assembler.begin(Opcode.BINARY, true, true, 5);
        assertThatThrownBy(() -> piece(true, new byte[] {-1, -1, -1, -1, -1}))
                .isInstanceOf(DecompressionException.class);
    }

    @Test
    void aHeaderThatAnnouncesMuchTakesLittleMemory() throws CharacterCodingException {
        limits = new MessageLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Form.WHOLE, Form.WHOLE);
        long before = Resources.heap();
        List<MessageAssembler> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            MessageAssembler next = new MessageAssembler(() -> limits, null, () -> true, receiver());
            next.begin(Opcode.BINARY, true, false, i % 2 == 0 ? Integer.MAX_VALUE : 100_000_000);
            next.payload(Unpooled.wrappedBuffer(new byte[1]), 1, false);
            all.add(next);
        }
        assertThat(Resources.heap() - before)
                .as("heap for " + all.size() + " frames that have hardly begun")
                .isLessThan(20 * MEBIBYTE);
    }

    @Test
    void theMemoryForAPayloadGrowsWithWhatHasCome() throws CharacterCodingException {
        limits = new MessageLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Form.WHOLE, Form.WHOLE);
        long before = Resources.heap();
        assembler.begin(Opcode.BINARY, true, false, Integer.MAX_VALUE);
        for (int i = 1; i <= 8; i++) {
            piece(false, new byte[MEBIBYTE]);
            assertThat(Resources.heap() - before).as("heap for " + i + " MiB").isLessThan((4L * i + 8) * MEBIBYTE);
        }
    }

    @Test
    void aMessageOfVeryManyFragmentsIsCollectedInTime() throws CharacterCodingException {
        limits = new MessageLimits(MEBIBYTE, MEBIBYTE, Form.WHOLE, Form.WHOLE);
        binary(false, "x");
        for (int i = 0; i < MEBIBYTE - 2; i++) {
            more(false, (byte) 'x');
        }
        more(true, (byte) 'x');
        assertThat(heard).containsExactly("binary " + MEBIBYTE + " characters");
    }
}
