package dev.adieu.websocket.impl.connection.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Feeds a decoder with pieces of what TCP brings, and writes down what it gives on, be it ours or Netty's. */
final class DecodedFrames extends ChannelInboundHandlerAdapter implements AutoCloseable {

    /** Begins the line that says that the decoder refused something. */
    static final String REFUSED = "refused: ";

    private final List<String> lines = new ArrayList<>();
    private final List<ByteBuf> fed = new ArrayList<>();
    private final EmbeddedChannel channel;

    DecodedFrames(FrameDecoder decoder) {
        this(new Feeder(decoder));
    }

    private DecodedFrames(ChannelHandler decoder) {
        channel = new EmbeddedChannel(decoder, this);
    }

    static List<String> of(FrameDecoder decoder, byte[] bytes, int... cuts) {
        return of(new Feeder(decoder), bytes, cuts);
    }

    /** Feeds our decoder, and puts the pieces of each payload together. */
    private static final class Feeder extends ByteToMessageDecoder implements FrameSink {

        private final FrameDecoder decoder;
        private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
        private Line line;
        private List<Object> out;

        Feeder(FrameDecoder decoder) {
            this.decoder = decoder;
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> next) throws IOException {
            out = next;
            decoder.decode(in, this);
        }

        @Override
        public boolean takesData() {
            return true;
        }

        @Override
        public void control(Opcode opcode, byte[] body) {
            out.add(new Line(opcode, true, 0, body));
        }

        @Override
        public void begin(Opcode opcode, boolean fin, boolean rsv1, long length) {
            line = new Line(opcode, fin, rsv1 ? 4 : 0, null);
        }

        @Override
        public boolean payload(ByteBuf in, int length, boolean endsFrame) {
            payload.writeBytes(ByteBufUtil.getBytes(in, in.readerIndex(), length));
            in.skipBytes(length);
            if (endsFrame) {
                out.add(new Line(line.opcode, line.fin, line.rsv, payload.toByteArray()));
                payload.reset();
            }
            return true;
        }
    }

    private record Line(Opcode opcode, boolean fin, int rsv, byte[] payload) {}

    static List<String> of(ChannelHandler decoder, byte[] bytes, int... cuts) {
        try (DecodedFrames frames = new DecodedFrames(decoder)) {
            int from = 0;
            for (int cut : cuts) {
                frames.feed(bytes, from, cut);
                from = cut;
            }
            frames.feed(bytes, from, bytes.length);
            return frames.lines;
        }
    }

    List<String> lines() {
        return lines;
    }

    void feed(byte... bytes) {
        feed(bytes, 0, bytes.length);
    }

    /** Feeds bytes as a channel does: in a pooled buffer, which is not read from again. */
    private void feed(byte[] bytes, int from, int to) {
        ByteBuf piece = PooledByteBufAllocator.DEFAULT
                .directBuffer(Math.max(1, to - from))
                .writeBytes(bytes, from, to - from);
        fed.add(piece);
        channel.writeInbound(piece);
    }

    /** Returns whether nothing that was fed is kept as it came. */
    boolean keepsNoBuffer() {
        return fed.stream().allMatch(buffer -> buffer.refCnt() == 0);
    }

    /** Ends TCP, and checks that all buffers have been released. */
    @Override
    public void close() {
        channel.finishAndReleaseAll();
        assertThat(keepsNoBuffer()).as("all buffers are released").isTrue();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof Line frame) {
            lines.add(line(frame.opcode(), frame.fin(), frame.rsv(), frame.payload()));
        } else {
            WebSocketFrame frame = (WebSocketFrame) message;
            lines.add(line(opcode(frame), frame.isFinalFragment(), frame.rsv(), ByteBufUtil.getBytes(frame.content())));
            frame.release();
        }
    }

    private static String line(Opcode opcode, boolean fin, int rsv, byte[] payload) {
        String content = payload.length > 100
                ? payload.length + " bytes " + Arrays.hashCode(payload)
                : HexFormat.of().formatHex(payload);
        return opcode + (fin ? " " : "… ") + (rsv == 0 ? "" : "rsv " + rsv + " ") + content;
    }

    private static Opcode opcode(WebSocketFrame frame) {
        return frame instanceof TextWebSocketFrame
                ? Opcode.TEXT
                : frame instanceof BinaryWebSocketFrame
                        ? Opcode.BINARY
                        : frame instanceof ContinuationWebSocketFrame
                                ? Opcode.CONTINUATION
                                : frame instanceof CloseWebSocketFrame
                                        ? Opcode.CLOSE
                                        : frame instanceof PingWebSocketFrame ? Opcode.PING : Opcode.PONG;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        lines.add(thrown instanceof CorruptedFrameException ? REFUSED + thrown.getMessage() : thrown.toString());
    }
}
