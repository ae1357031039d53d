package dev.adieu.websocket.impl.connection.receive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.Eventually;
import dev.adieu.websocket.impl.closing.CloseBody;
import dev.adieu.websocket.impl.closing.Fact;
import dev.adieu.websocket.impl.connection.frame.MessageInflater;
import dev.adieu.websocket.impl.connection.frame.MessageLimits;
import dev.adieu.websocket.impl.connection.frame.MessageLimits.Form;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Wire;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order of what comes, the gate in front of data, and what waits there. */
class InboundHandlerTest {

    private static final int MEBIBYTE = 1 << 20;

    private final ReceivingConnection connection = new ReceivingConnection();
    private final MessageInflater inflater = new MessageInflater(false);
    private final InboundHandler inbound = new InboundHandler(connection, CloseRules.BROWSER, inflater);
    private final EmbeddedChannel channel = new EmbeddedChannel(inbound);
    private final List<ByteBuf> fed = new ArrayList<>();

    @AfterEach
    void allBuffersAreReleased() {
        inbound.end();
        channel.finishAndReleaseAll();
        assertThat(fed).allMatch(buffer -> buffer.refCnt() == 0);
    }

    /** All of it comes at once. */
    private void comes(Wire... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Wire part : parts) {
            all.writeBytes(part.bytes());
        }
        comes(all.toByteArray());
    }

    private void comes(byte[] bytes) {
        ByteBuf buffer =
                PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
        fed.add(buffer);
        channel.writeInbound(buffer);
        connection.heard.remove("bytes");
    }

    private void opened() {
        inbound.onOpenReturned();
        connection.runTasks();
    }

    private boolean readsTcp() {
        return channel.config().isAutoRead();
    }

    private static Frame compressed(byte[] data) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(data);
        byte[] out = new byte[data.length + 100];
        int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Frame.binary(Arrays.copyOf(out, size - 4)).rsv(4);
    }

    private static Frame malformed() {
        return Frame.binary(new byte[] {-1, -1, -1, -1, -1}).rsv(4);
    }

    @Test
    void dataThatComesWhileOnOpenRunsWaitsWithAllThatIsBehindIt() {
        comes(Frame.ping("1"), Frame.text("a"), Frame.ping("2"));
        comes(Frame.close(1000), Frame.text("b"));
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(connection.deliverAll()).containsExactly("ping");
        assertThat(readsTcp()).isFalse();
        opened();
        assertThat(connection.deliverAll()).containsExactly("ping", "ping", "text a", "Close 1000", "FIN");
        assertThat(readsTcp()).isTrue();
    }

    @Test
    void controlFramesAreReadWhileOnOpenRunsUntilDataComes() {
        comes(Frame.ping("1"));
        comes(Frame.ping("2"), Frame.pong("3"));
        assertThat(connection.deliverAll()).containsExactly("ping", "ping", "pong");
        assertThat(readsTcp()).isTrue();
        opened();
        comes(Frame.text("a"));
        assertThat(connection.deliverAll()).last().isEqualTo("text a");
    }

    @Test
    void malformedDeflateThatComesWhileOnOpenRunsKeepsItsPlaceInTheOrder() {
        comes(compressed(new byte[10]), Frame.text("a"), malformed(), Frame.text("b"), Frame.close(1000));
        assertThat(connection.deliverAll()).isEmpty();
        opened();
        assertThat(connection.deliverAll()).containsExactly("10 bytes", "text a", "INVALID_COMPRESSED_DATA");
    }

    @Test
    void aLimitThatOnOpenSetsCountsForWhatCameBeforeItReturned() {
        comes(Frame.text("x".repeat(2000)), compressed(new byte[2000]), Frame.text("a"), Frame.text("abcdef"));
        connection.limits = new MessageLimits(3000, 3000, Form.WHOLE, Form.WHOLE);
        opened();
        assertThat(connection.deliverAll()).containsExactly("text of 2000", "2000 bytes", "text a", "text abcdef");
    }

    @Test
    void aLowerLimitThatOnOpenSetsCountsToo() {
        comes(Frame.text("a"), Frame.text("abcdef"), Frame.text("b"));
        connection.limits = new MessageLimits(5, 5, Form.WHOLE, Form.WHOLE);
        opened();
        assertThat(connection.deliverAll()).containsExactly("text a", "too big");
        assertThat(connection.failure).hasMessageContaining("5 bytes, the limit for a text message");
    }

    @Test
    void nothingIsInflatedBeyondWhatTheBacklogTakes() {
        connection.limits = new MessageLimits(4 * MEBIBYTE, 4 * MEBIBYTE, Form.WHOLE, Form.WHOLE);
        Wire[] bombs = new Wire[64];
        Arrays.fill(bombs, compressed(new byte[4 * MEBIBYTE]));
        assertThat(bombs[0].bytes()).hasSizeLessThan(5000);
        opened();
        comes(bombs);
        assertThat(connection.undelivered()).isEqualTo(1);
        assertThat(readsTcp()).isFalse();
        for (int i = 0; i < bombs.length; i++) {
            assertThat(connection.undelivered()).isLessThanOrEqualTo(1);
            connection.deliverNext();
            connection.runTasks();
        }
        assertThat(connection.heard).hasSize(64).containsOnly(4 * MEBIBYTE + " bytes");
        assertThat(readsTcp()).isTrue();
    }

    @Test
    void aMessageInPartsIsInflatedNoFurtherThanTheBacklogTakesEither() {
        connection.limits = new MessageLimits(10, 10, Form.PARTS, Form.PARTS);
        opened();
        comes(compressed(new byte[4 * MEBIBYTE]), Frame.text("next"));
        assertThat(connection.undelivered()).isBetween(2, 20);
        assertThat(connection.deliverAll()).hasSizeGreaterThan(256).last().isEqualTo("text next");
        assertThat(connection.heard.subList(0, connection.heard.size() - 2)).allMatch(part -> part.endsWith("bytes…"));
        assertThat(connection.heard.stream()
                        .filter(part -> part.contains("bytes"))
                        .mapToInt(part -> Integer.parseInt(part.split(" ")[0]))
                        .sum())
                .isEqualTo(4 * MEBIBYTE);
    }

    @Test
    void aStreamThatIsNotReadShutsTheGateAndOneThatIsReadOpensIt() {
        connection.limits = new MessageLimits(10, 10, Form.STREAM, Form.STREAM);
        opened();
        comes(Frame.binary(new byte[100]).notFinal());
        comes(Frame.continuation(new byte[300_000]).notFinal(), Frame.continuation("x"), Frame.text("next"));
        assertThat(connection.undelivered()).isEqualTo(1);
        assertThat(readsTcp()).isFalse();
        inbound.afterBytes(() -> connection.heard.add("end of TCP"));
        CompletableFuture<Boolean> reading = CompletableFuture.supplyAsync(connection::deliverNext);
        Eventually.holds(
                () -> {
                    connection.runTasks();
                    return reading.isDone();
                },
                () -> "the stream is not read");
        assertThat(connection.deliverAll()).contains("stream of 300101", "end of TCP", "text next");
        assertThat(readsTcp()).isTrue();
    }

    @Test
    void whatComesBehindAFullBacklogWaitsAsItCame() {
        connection.limits = new MessageLimits(MEBIBYTE, MEBIBYTE, Form.WHOLE, Form.WHOLE);
        opened();
        comes(Frame.binary(new byte[300_000]), Frame.text("a"), Frame.of(3));
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        assertThat(connection.undelivered()).isEqualTo(1);
        assertThat(connection.deliverAll()).containsExactly("300000 bytes", "text a", "PROTOCOL_ERROR", "FIN");
    }

    @Test
    void onceTheConnectionIsClosingNothingWaits() {
        comes(Frame.text("a"), Frame.ping("p"), Frame.close(3000));
        assertThat(readsTcp()).isFalse();
        connection.happened(new Fact.CloseRequested(CloseBody.EMPTY));
        inbound.closingBegan();
        assertThat(readsTcp()).isTrue();
        assertThat(connection.deliverAll()).containsExactly("ping", "Close 3000");
    }

    @Test
    void textThatIsNotUtf8FailsBeforeItsFrameIsComplete() {
        opened();
        comes(
                Frame.text("before"),
                Frame.text(new byte[] {'a', (byte) 0xC3, '('}).claiming(1000));
        assertThat(connection.deliverAll()).containsExactly("text before", "INVALID_UTF8");
    }

    @Test
    void compressedTextThatIsNotUtf8FailsBeforeItsFrameIsComplete() {
        opened();
        byte[] invalid = compressed(new byte[] {'a', (byte) 0xFF, '('}).bytes();
        comes(Frame.text(Arrays.copyOfRange(invalid, 2, invalid.length)).rsv(4).claiming(100));
        assertThat(connection.deliverAll()).containsExactly("INVALID_UTF8");
    }

    @Test
    void aPartOfAFrameIsActivity() {
        opened();
        channel.writeInbound(PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(new byte[] {(byte) 0x82}));
        channel.writeInbound(PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(new byte[] {100, 1, 2}));
        assertThat(connection.heard).containsExactly("bytes", "bytes");
    }

    @Test
    void aFaultOfTheInflaterIsOurOwnAndKeepsItsPlace() {
        comes(Frame.text("a"), compressed(new byte[10]), Frame.text("b"));
        inflater.end();
        opened();
        assertThat(connection.deliverAll()).containsExactly("text a", "OWN_FAULT");
        assertThat(connection.failure).isInstanceOf(NullPointerException.class);
    }

    @Test
    void whatHappensBehindBytesThatWaitComesInItsOrder() {
        comes(Frame.text("a"));
        inbound.exceptionCaught(null, new IllegalStateException("a fault in another handler"));
        inbound.afterBytes(() -> connection.heard.add("end of TCP"));
        assertThat(connection.deliverAll()).isEmpty();
        opened();
        assertThat(connection.heard).containsExactly("end of TCP");
        assertThat(connection.deliverAll()).containsExactly("end of TCP", "text a", "OWN_FAULT");
    }
}
