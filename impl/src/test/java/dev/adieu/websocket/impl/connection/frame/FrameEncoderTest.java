package dev.adieu.websocket.impl.connection.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameEncoderTest {

    private static final int KEY = 0x81C2E3F4;

    private final Random random = new Random(7);

    private ByteBuffer bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer encode(OutgoingFrame frame) {
        ByteBuffer to = ByteBuffer.allocate(FrameEncoder.length(frame.payload().remaining()));
        FrameEncoder.encode(frame, KEY, to);
        assertThat(to.hasRemaining()).isFalse();
        return to.flip();
    }

    @Test
    void theExampleOfTheStandardIsWrittenByteForByte() {
        // RFC 6455, section 5.7, "a single-frame masked text message".
        ByteBuffer to = ByteBuffer.allocate(11);
        FrameEncoder.encode(OutgoingFrame.data(Opcode.TEXT, true, ByteBuffer.wrap("Hello".getBytes())), 0x37FA213D, to);
        assertThat(to.array()).containsExactly(0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 124, 125, 126, 127, 128, 1016, 1023, 1024, 1025, 1033, 65534,
                65535, 65536, 65537, 1 << 20
            })
    void aServerReadsWhatWasSent(int length) {
        ByteBuffer payload = bytes(length);
        EmbeddedChannel server = new EmbeddedChannel(new WebSocket13FrameDecoder(true, false, Integer.MAX_VALUE));
        server.writeInbound(Unpooled.wrappedBuffer(encode(OutgoingFrame.data(Opcode.BINARY, true, payload))));
        WebSocketFrame read = server.readInbound();
        assertThat(read).isInstanceOf(BinaryWebSocketFrame.class);
        assertThat(read.content()).isEqualTo(Unpooled.wrappedBuffer(payload));
        read.release();
        server.finishAndReleaseAll();
    }

    @Test
    void theFirstByteSaysWhatTheFrameIs() {
        ByteBuffer none = ByteBuffer.allocate(0);
        assertThat(encode(OutgoingFrame.data(Opcode.CONTINUATION, false, none)).get(0))
                .isEqualTo((byte) 0x00);
        assertThat(encode(OutgoingFrame.data(Opcode.TEXT, false, none)).get(0)).isEqualTo((byte) 0x01);
        assertThat(encode(new OutgoingFrame(Opcode.BINARY, true, true, none)).get(0))
                .isEqualTo((byte) 0xC2);
        assertThat(encode(OutgoingFrame.control(Opcode.CLOSE, none)).get(0)).isEqualTo((byte) 0x88);
        assertThat(encode(OutgoingFrame.control(Opcode.PING, none)).get(0)).isEqualTo((byte) 0x89);
        assertThat(encode(OutgoingFrame.control(Opcode.PONG, none)).get(0)).isEqualTo((byte) 0x8A);
    }

    @Test
    void thePayloadIsWhatIsBetweenPositionAndLimitAndStaysAsItIs() {
        ByteBuffer all = bytes(40);
        ByteBuffer before = all.duplicate();
        OutgoingFrame frame =
                OutgoingFrame.data(Opcode.BINARY, true, all.position(3).limit(33));
        ByteBuffer copy = ByteBuffer.allocate(30).put(all.duplicate()).flip();
        assertThat(encode(frame)).isEqualTo(encode(OutgoingFrame.data(Opcode.BINARY, true, copy)));
        assertThat(all.position()).isEqualTo(3);
        assertThat(all.limit()).isEqualTo(33);
        assertThat(all.duplicate().clear()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 10_001})
    void directAndReadOnlyBuffersAndThoseOfAnotherByteOrderAreEncodedAsAnyOther(int length) {
        ByteBuffer heap = bytes(length);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(length).put(heap.duplicate()).flip();
        ByteBuffer expected = encode(OutgoingFrame.data(Opcode.BINARY, true, heap));
        assertThat(encode(OutgoingFrame.data(Opcode.BINARY, true, direct))).isEqualTo(expected);
        assertThat(encode(OutgoingFrame.data(Opcode.BINARY, true, heap.asReadOnlyBuffer())))
                .isEqualTo(expected);
        assertThat(encode(
                        OutgoingFrame.data(Opcode.BINARY, true, heap.duplicate().order(ByteOrder.LITTLE_ENDIAN))))
                .isEqualTo(expected);
    }

    @Test
    void aFrameThatNoBufferCanHoldIsRefused() {
        assertThatThrownBy(() -> FrameEncoder.length(Integer.MAX_VALUE - 13)).isInstanceOf(ArithmeticException.class);
    }
}
