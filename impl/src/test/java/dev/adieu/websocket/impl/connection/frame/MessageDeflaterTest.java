package dev.adieu.websocket.impl.connection.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the JDK's inflater, used as RFC 7692, section 7.2.2, says. */
class MessageDeflaterTest {

    private static final byte[] TAIL = {0, 0, -1, -1};

    private final MessageDeflater deflater = new MessageDeflater(true);
    private final MessageDeflater forgetful = new MessageDeflater(false);
    private final Inflater inflater = new Inflater(true);

    @AfterEach
    void end() {
        deflater.end();
        forgetful.end();
        inflater.end();
    }

    private static OutgoingFrame frame(Opcode opcode, boolean fin, byte[] payload) {
        return OutgoingFrame.data(opcode, fin, ByteBuffer.wrap(payload));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private byte[] inflate(List<OutgoingFrame> frames) throws DataFormatException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        frames.forEach(frame -> compressed.writeBytes(bytes(frame.payload())));
        compressed.writeBytes(TAIL);
        inflater.setInput(compressed.toByteArray());
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] chunk = new byte[4096];
        for (int count = inflater.inflate(chunk); count > 0; count = inflater.inflate(chunk)) {
            message.write(chunk, 0, count);
        }
        assertThat(inflater.getRemaining()).isZero();
        return message.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 15, 16, 17, 30, 31, 32, 33, 100, 1000, 65536, 300_000})
    void messagesThatCannotBeCompressedAndSuchThatCanArriveOneAfterTheOther(int length) throws DataFormatException {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        for (byte[] message : List.of(noise, new byte[length], noise)) {
            OutgoingFrame frame = deflater.deflate(frame(Opcode.BINARY, true, message));
            assertThat(frame.rsv1()).isTrue();
            assertThat(inflate(List.of(frame))).isEqualTo(message);
        }
    }

    @Test
    void aMessageInPartsIsOneMessageAndOnlyItsFirstFrameSaysThatItIsCompressed() throws DataFormatException {
        long seed = new Random().nextLong();
        System.out.println("random parts with the seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<OutgoingFrame> frames = new ArrayList<>();
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            int parts = 1 + random.nextInt(4);
            for (int part = 1; part <= parts; part++) {
                byte[] payload = new byte[random.nextInt(3) * random.nextInt(40)];
                random.nextBytes(payload);
                message.writeBytes(payload);
                frames.add(
                        deflater.deflate(frame(part == 1 ? Opcode.TEXT : Opcode.CONTINUATION, part == parts, payload)));
            }
            assertThat(inflate(frames)).isEqualTo(message.toByteArray());
            assertThat(frames)
                    .extracting(OutgoingFrame::rsv1)
                    .startsWith(true)
                    .filteredOn(rsv1 -> rsv1)
                    .hasSize(1);
            assertThat(frames)
                    .extracting(OutgoingFrame::fin)
                    .endsWith(true)
                    .filteredOn(fin -> fin)
                    .hasSize(1);
        }
    }

    @Test
    void thePartsOfAMessageCanBeReadBeforeItsEnd() throws DataFormatException {
        OutgoingFrame first = deflater.deflate(frame(Opcode.TEXT, false, new byte[] {1, 2, 3}));
        inflater.setInput(bytes(first.payload()));
        byte[] read = new byte[10];
        assertThat(inflater.inflate(read)).isEqualTo(3);
    }

    @Test
    void anEmptyMessageIsTheByteThatTheStandardGives() {
        // RFC 7692, section 7.2.3.6.
        for (int i = 0; i < 3; i++) {
            assertThat(bytes(deflater.deflate(frame(Opcode.TEXT, true, new byte[0]))
                            .payload()))
                    .containsExactly(0);
            assertThat(bytes(forgetful
                            .deflate(frame(Opcode.TEXT, true, new byte[0]))
                            .payload()))
                    .containsExactly(0);
        }
    }

    @Test
    void withContextAMessageThatComesAgainIsShorterAndWithoutItIsTheSame() {
        byte[] message = new byte[200];
        new Random(1).nextBytes(message);
        OutgoingFrame frame = frame(Opcode.BINARY, true, message);
        assertThat(deflater.deflate(frame).payload().remaining()).isGreaterThan(200);
        assertThat(deflater.deflate(frame).payload().remaining()).isLessThan(20);
        ByteBuffer first = forgetful.deflate(frame).payload();
        assertThat(forgetful.deflate(frame).payload()).isEqualTo(first);
    }

    @Test
    void controlFramesAreNotCompressed() {
        OutgoingFrame ping = OutgoingFrame.control(Opcode.PING, ByteBuffer.wrap(new byte[20]));
        assertThat(deflater.deflate(ping)).isSameAs(ping);
    }
}
