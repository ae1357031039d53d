package dev.adieu.websocket.impl.connection.frame;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.connection.frame.MessageLimits.Form;
import dev.adieu.websocket.impl.connection.receive.MessageAssembler;
import dev.adieu.websocket.impl.connection.receive.MessageStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One frame, there and back: encoded and masked as the event loop and as a waiting caller does it, and as Netty does,
 * decoded, and its text decoded.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramesBenchmark {

    private static final MessageLimits LIMITS = new MessageLimits(1 << 20, 1 << 20, Form.WHOLE, Form.WHOLE);

    @Param({"64", "4096", "65536"})
    private int size;

    private byte[] payload;
    private ByteBuf received;
    private Object delivered;
    private ByteBuffer direct;
    private EmbeddedChannel nettyEncoding;
    private FrameDecoder decoder;
    private Messages messages;

    @Setup
    public void prepare() {
        payload = "a".repeat(size).getBytes(StandardCharsets.US_ASCII);
        direct = ByteBuffer.allocateDirect(FrameEncoder.length(size));
        nettyEncoding = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
        decoder = new FrameDecoder(CloseRules.BROWSER, false);
        messages = new Messages();
        received = Unpooled.directBuffer().writeByte(0x82);
        if (size < 126) {
            received.writeByte(size);
        } else if (size < 1 << 16) {
            received.writeByte(126).writeShort(size);
        } else {
            received.writeByte(127).writeLong(size);
        }
        received.writeBytes(payload);
    }

    /** Takes data as a connection does whose endpoint keeps up. */
    private final class Messages implements FrameSink, MessageAssembler.Receiver {

        private final MessageAssembler assembler = new MessageAssembler(() -> LIMITS, null, () -> true, this);

        @Override
        public boolean takesData() {
            return true;
        }

        @Override
        public void control(Opcode opcode, byte[] payload) {
            throw new IllegalStateException("a control frame came");
        }

        @Override
        public void begin(Opcode opcode, boolean fin, boolean rsv1, long length) {
            assembler.begin(opcode, fin, rsv1, length);
        }

        @Override
        public boolean payload(ByteBuf in, int length, boolean endsFrame) throws CharacterCodingException {
            return assembler.payload(in, length, endsFrame);
        }

        @Override
        public void text(String text, boolean last, int size) {
            delivered = text;
        }

        @Override
        public void binary(byte[] bytes, boolean last) {
            delivered = bytes;
        }

        @Override
        public MessageStream stream(boolean text) {
            throw new IllegalStateException("a stream began");
        }

        @Override
        public void tooBig(int limit, boolean text) {
            throw new IllegalStateException("more than " + limit + " bytes");
        }
    }

    private OutgoingFrame frame() {
        return OutgoingFrame.data(Opcode.BINARY, true, ByteBuffer.wrap(payload));
    }

    @Benchmark
    public ByteBuffer encodeOnTheEventLoop() {
        FrameEncoder.encode(frame(), MaskingKeys.ofEventLoop().next(), direct.clear());
        return direct;
    }

    @Benchmark
    public void encodeWithNetty() {
        nettyEncoding.writeOutbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(payload)));
        for (Object part = nettyEncoding.readOutbound(); part != null; part = nettyEncoding.readOutbound()) {
            ReferenceCountUtil.release(part);
        }
    }

    @Benchmark
    public ByteBuffer encodeOnTheCaller() {
        ByteBuffer bytes = ByteBuffer.allocate(FrameEncoder.length(size));
        FrameEncoder.encode(frame(), MaskingKeys.onAnyThread(), bytes);
        return bytes;
    }

    @Benchmark
    public Object decode() throws CharacterCodingException {
        decoder.decode(received.duplicate(), messages);
        return delivered;
    }

    /**
     * Takes a message from TCP, in two pieces, to the endpoint; includes the copy that reading from the socket makes.
     */
    @Benchmark
    public Object receive() throws CharacterCodingException {
        int cut = received.readableBytes() / 2;
        ByteBuf bytes = piece(0, cut);
        decoder.decode(bytes, messages);
        bytes = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(
                bytes.alloc(), bytes, piece(cut, received.readableBytes() - cut));
        decoder.decode(bytes, messages);
        bytes.release();
        return delivered;
    }

    private ByteBuf piece(int from, int length) {
        return ByteBufAllocator.DEFAULT.directBuffer(1 << 16).writeBytes(received, from, length);
    }

    @Benchmark
    public String decodeText() throws CharacterCodingException {
        return Utf8.decodeWhole(payload, 0, payload.length);
    }
}
