package dev.adieu.websocket.impl.connection.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Frame.LengthForm;
import dev.adieu.websocket.peer.Opcode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our decoder accepts and refuses the same frames as Netty's; the reasons that they give may differ. */
class FrameDecoderBesideNettyTest {

    private static final int ROUNDS = 20_000;
    private static final int LIMIT = 1 << 20;

    /** As a client's, except for the codes of Close frames, for which we have rules of our own. */
    private static final class NettysDecoder extends WebSocket13FrameDecoder {

        NettysDecoder(boolean extensions) {
            super(WebSocketDecoderConfig.newBuilder()
                    .expectMaskedFrames(false)
                    .allowExtensions(extensions)
                    .maxFramePayloadLength(LIMIT)
                    .closeOnProtocolViolation(false)
                    .withUTF8Validator(false)
                    .build());
        }

        @Override
        protected void checkCloseFrameBody(ChannelHandlerContext ctx, ByteBuf body) {
            // Any.
        }
    }

    @Test
    void anyBytesAreReadAsTheSameFramesOrRefusedInTheSamePlace() {
        long seed = new Random().nextLong();
        System.out.println("random frames with the seed " + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean deflate = random.nextBoolean();
            byte[] bytes = frames(random, deflate);
            int[] cuts =
                    random.ints(random.nextInt(6), 0, bytes.length + 1).sorted().toArray();
            List<String> ours = DecodedFrames.of(new FrameDecoder(CloseRules.BROWSER, deflate), bytes, cuts);
            List<String> nettys = DecodedFrames.of(new NettysDecoder(deflate), bytes);
            assertThat(withoutAccount(ours))
                    .as(() -> Arrays.toString(Arrays.copyOf(bytes, Math.min(bytes.length, 200))) + " cut at "
                            + Arrays.toString(cuts))
                    .isEqualTo(withoutAccount(nettys));
            refused += ours.stream().anyMatch(line -> line.startsWith(DecodedFrames.REFUSED)) ? 1 : 0;
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
    }

    private static List<String> withoutAccount(List<String> lines) {
        return lines.stream()
                .map(line -> line.startsWith(DecodedFrames.REFUSED) ? DecodedFrames.REFUSED : line)
                .toList();
    }

    /** Returns frames that are mostly correct, and perhaps not all whole. */
    private static byte[] frames(Random random, boolean deflate) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boolean inMessage = false;
        for (int left = random.nextInt(12); left >= 0; left--) {
            int opcode = rarely(random)
                    ? random.nextInt(16)
                    : random.nextInt(3) == 0
                            ? rarely(random) ? Opcode.CLOSE : Opcode.PING + random.nextInt(2)
                            : inMessage != rarely(random) ? Opcode.CONTINUATION : Opcode.TEXT + random.nextInt(2);
            boolean control = opcode >= Opcode.CLOSE;
            Frame frame = frame(random, opcode, control);
            if (control ? rarely(random) : random.nextBoolean()) {
                frame = frame.notFinal();
                inMessage |= !control;
            } else {
                inMessage &= control;
            }
            boolean firstOfMessage = opcode == Opcode.TEXT || opcode == Opcode.BINARY;
            if (deflate && firstOfMessage && random.nextBoolean()) {
                frame = frame.rsv(4);
            } else if (!deflate && rarely(random)) {
                frame = frame.rsv(1 + random.nextInt(7));
            }
            all.writeBytes((rarely(random) ? frame.masked() : frame).bytes());
        }
        return random.nextInt(4) == 0
                ? Arrays.copyOf(all.toByteArray(), random.nextInt(all.size() + 1))
                : all.toByteArray();
    }

    private static Frame frame(Random random, int opcode, boolean control) {
        int length = random.nextInt(4) > 0
                ? random.nextInt(8)
                : random.nextInt(control ? 128 : rarely(random) ? 70_000 : 300);
        if (control && length == 1 && !rarely(random)) {
            length = 2;
        }
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        if (opcode == Opcode.CLOSE && length > 1) {
            payload[0] = 0x10; // 4096 and above, which both accept.
        }
        Frame frame = Frame.of(opcode, payload);
        if (rarely(random)) {
            return frame.length(LengthForm.values()[1 + random.nextInt(2)]);
        }
        return rarely(random)
                ? frame.claiming(random.nextBoolean() ? random.nextLong() | Long.MIN_VALUE : random.nextInt(LIMIT))
                : frame;
    }

    private static boolean rarely(Random random) {
        return random.nextInt(25) == 0;
    }
}
