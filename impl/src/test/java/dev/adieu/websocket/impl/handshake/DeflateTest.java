package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.Opcode;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import jakarta.websocket.ClientEndpointConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code permessage-deflate} (RFC 7692). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class DeflateTest {

    private static final int RSV1 = 4;

    /** Accepts the extension, with these parameters. */
    private static Script accepting(String parameters, Script then) {
        return c -> {
            c.send(c.accepting().header("Sec-WebSocket-Extensions", "permessage-deflate" + parameters));
            then.run(c);
        };
    }

    private static Client compressing() {
        return new Client().impatient().with("adieu.compression", true);
    }

    /** Deflates as RFC 7692, section 7.2.1, says, with the context of the deflater. */
    private static byte[] deflated(Deflater deflater, byte[] data) {
        deflater.setInput(data);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        for (int n = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
                n > 0;
                n = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH)) {
            out.write(chunk, 0, n);
        }
        return Arrays.copyOf(out.toByteArray(), out.size() - 4);
    }

    private static byte[] deflated(String text) {
        return deflated(new Deflater(9, true), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Inflates as RFC 7692, section 7.2.2, says, with the context of the inflater. */
    private static String inflated(Inflater inflater, List<ClientFrame> frames) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        frames.forEach(frame -> payload.writeBytes(frame.payload()));
        payload.writeBytes(new byte[] {0, 0, -1, -1});
        inflater.setInput(payload.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        try {
            for (int n = inflater.inflate(chunk); n > 0; n = inflater.inflate(chunk)) {
                out.write(chunk, 0, n);
            }
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itIsNotOfferedUnlessAskedFor() {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                Client client = new Client()) {
            client.open(peer.uri());
            assertThat(peer.connection().request().header("Sec-WebSocket-Extensions"))
                    .isEmpty();
        }
    }

    @Test
    void itIsOfferedWithTheSettingAndMayBeDeclined() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo());
                Client client = compressing()) {
            BrowserSession session = client.open(peer.uri());
            assertThat(peer.connection().request().header("Sec-WebSocket-Extensions"))
                    .contains("permessage-deflate");
            assertThat(session.getNegotiatedExtensions()).isEmpty();
            session.getBasicRemote().sendText("plain");
            assertThat(peer.connection().awaitFrameAt(0).rsv()).isZero();
        }
    }

    @Test
    void itIsOfferedWithTheConfiguration() {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .extensions(List.of(new OfferedExtension(
                        "permessage-deflate", List.of(new OfferedExtension.Value("client_no_context_takeover", "")))))
                .build();
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting(
                        "; client_no_context_takeover",
                        c -> c.send(Frame.text(deflated("hello")).rsv(RSV1))));
                Client client = compressing().with(config)) {
            BrowserSession session = client.open(peer.uri());
            assertThat(peer.connection().request().all("Sec-WebSocket-Extensions"))
                    .containsExactly("permessage-deflate; client_no_context_takeover");
            assertThat(session.getNegotiatedExtensions()).extracting("name").containsExactly("permessage-deflate");
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("hello");
        }
    }

    @Test
    void aHeaderOfTheApplicationsOwnOffersItToo() {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("Sec-WebSocket-Extensions", List.of("permessage-deflate"));
                    }
                })
                .build();
        try (ScriptedPeer peer = ScriptedPeer.plain(
                        accepting("", c -> c.send(Frame.text(deflated("hello")).rsv(RSV1))));
                Client client = new Client().impatient().with(config)) {
            client.open(peer.uri());
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "; server_no_context_takeover",
                "; client_no_context_takeover",
                "; server_no_context_takeover; client_no_context_takeover",
                "; server_max_window_bits=15",
                "; server_max_window_bits=9"
            })
    void parametersThatAServerMayAddAreAccepted(String parameters) {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting(parameters, c -> c.answerClose()));
                Client client = compressing()) {
            assertThat(client.open(peer.uri()).getNegotiatedExtensions()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; client_max_window_bits=10",
                "; client_max_window_bits",
                "; server_max_window_bits",
                "; server_max_window_bits=16",
                "; server_max_window_bits=7",
                "; server_max_window_bits=x",
                "; unknown",
                "; unknown=1",
                "; server_max_window_bits=08",
                "; server_max_window_bits=",
                "; server_max_window_bits=10; server_max_window_bits=10",
                "; server_no_context_takeover=1",
                "; server_no_context_takeover; server_no_context_takeover",
                ";",
                " x",
                ", permessage-deflate"
            })
    void parametersThatWereNotOfferedOrMeanNothingAreRefused(String parameters) {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting(parameters, c -> {}));
                Client client = compressing()) {
            assertThat(Client.story(client.refused(peer.uri())))
                    .containsAnyOf("permessage-deflate", "Sec-WebSocket-Extensions header is malformed");
            peer.connection().awaitClientEnd();
        }
    }

    private static Client offering(String header) {
        return new Client()
                .impatient()
                .with(ClientEndpointConfig.Builder.create()
                        .configurator(new ClientEndpointConfig.Configurator() {
                            @Override
                            public void beforeRequest(Map<String, List<String>> headers) {
                                headers.put("Sec-WebSocket-Extensions", List.of(header));
                            }
                        })
                        .build());
    }

    @Test
    void aWindowOf15BitsForTheClientIsMetWhereItWasOffered() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("; client_max_window_bits=15", c -> {}));
                Client client = offering("permessage-deflate; client_max_window_bits")) {
            BrowserSession session = client.open(peer.uri());
            session.getBasicRemote().sendText("hello");
            assertThat(inflated(new Inflater(true), peer.connection().awaitFrames(1)))
                    .isEqualTo("hello");
        }
    }

    @Test
    void anOfferOfNoContextTakeoverBindsTheClientEvenIfTheAnswerDoesNotHaveIt() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("", c -> {}));
                Client client = offering("permessage-deflate; client_no_context_takeover")) {
            BrowserSession session = client.open(peer.uri());
            session.getBasicRemote().sendText("alone, alone, alone");
            session.getBasicRemote().sendText("alone, alone, alone");
            assertThat(inflated(
                            new Inflater(true), peer.connection().awaitFrames(2).subList(1, 2)))
                    .isEqualTo("alone, alone, alone");
        }
    }

    @Test
    void whatIsSentIsCompressedWithTheContextOfTheMessagesBefore() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("", c -> {}));
                Client client = compressing()) {
            BrowserSession session = client.open(peer.uri());
            String text = "to be compressed, to be compressed, to be compressed äöü";
            session.getBasicRemote().sendText(text);
            session.getBasicRemote().sendText(text);
            List<ClientFrame> frames = peer.connection().awaitFrames(2);
            assertThat(frames).allMatch(frame -> frame.rsv() == RSV1 && frame.masked());
            assertThat(frames.get(0).payload()).hasSizeLessThan(text.length());
            assertThat(frames.get(1).payload()).hasSizeLessThan(frames.get(0).payload().length / 2);
            Inflater inflater = new Inflater(true);
            assertThat(inflated(inflater, frames.subList(0, 1))).isEqualTo(text);
            assertThat(inflated(inflater, frames.subList(1, 2))).isEqualTo(text);
        }
    }

    @Test
    void withoutContextTakeoverEachMessageThatIsSentStandsAlone() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("; client_no_context_takeover", c -> {}));
                Client client = compressing()) {
            BrowserSession session = client.open(peer.uri());
            session.getBasicRemote().sendText("alone, alone, alone");
            session.getBasicRemote().sendText("alone, alone, alone");
            List<ClientFrame> frames = peer.connection().awaitFrames(2);
            assertThat(inflated(new Inflater(true), frames.subList(0, 1))).isEqualTo("alone, alone, alone");
            assertThat(inflated(new Inflater(true), frames.subList(1, 2))).isEqualTo("alone, alone, alone");
        }
    }

    @Test
    void partsAreOneCompressedMessage() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("", c -> {}));
                Client client = compressing()) {
            BrowserSession session = client.open(peer.uri());
            session.getBasicRemote().sendText("one ", false);
            session.getBasicRemote().sendText("two ", false);
            session.getBasicRemote().sendText("three", true);
            List<ClientFrame> frames = peer.connection().awaitFrames(3);
            assertThat(frames).extracting(ClientFrame::rsv).containsExactly(RSV1, 0, 0);
            assertThat(frames).extracting(ClientFrame::fin).containsExactly(false, false, true);
            assertThat(inflated(new Inflater(true), frames)).isEqualTo("one two three");
        }
    }

    @Test
    void messagesOfEverySizeGoThereAndBack() throws IOException {
        // The echo repeats compressed frames as they are, and so both contexts are the same.
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("", c -> {
                    for (int i = 0; ; i++) {
                        ClientFrame frame = c.awaitFrameAt(i);
                        c.send(
                                frame.isClose()
                                        ? Frame.of(Opcode.CLOSE, frame.payload())
                                        : Frame.of(frame.opcode(), frame.payload())
                                                .rsv(frame.rsv()));
                        if (frame.isClose()) {
                            c.fin();
                            return;
                        }
                    }
                }));
                Client client = compressing().with("adieu.closing-timeout", 20_000)) {
            BrowserSession session = client.open(peer.uri());
            assertThat(client.listener().next()).isEqualTo("open");
            for (int size : new int[] {0, 1, 2, 100, 125, 126, 5000, 65535, 65536, 1 << 20}) {
                String text = "äb".repeat(size / 2 + size % 2);
                session.getBasicRemote().sendText(text);
                assertThat(client.listener().next()).isEqualTo(text);
            }
            session.close(3000, "not compressed");
            CloseEvent event = Client.closed(session);
            assertThat(event.code()).isEqualTo(3000);
            assertThat(event.reason()).isEqualTo("not compressed");
        }
    }

    /** The examples of RFC 7692, section 7.2.3: shared window, stored block, final block, two blocks. */
    @Test
    void theExamplesOfTheRfcAreUnderstood() {
        List<String> whole = List.of(
                "f248cdc9c90700",
                "f200110000",
                "000500faff48656c6c6f00",
                "f348cdc9c9070000",
                "f248050000 00ffffcac9c90700".replace(" ", ""));
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("", c -> {
                    for (String hex : whole) {
                        c.send(Frame.text(HexFormat.of().parseHex(hex)).rsv(RSV1));
                    }
                    c.send(Frame.text("plain"));
                    c.send(
                            Frame.text(HexFormat.of().parseHex("f248cd"))
                                    .rsv(RSV1)
                                    .notFinal(),
                            Frame.ping("p"),
                            Frame.continuation(HexFormat.of().parseHex("c9c90700")));
                    c.answerClose();
                }));
                Client client = compressing()) {
            client.open(peer.uri());
            assertThat(client.listener().next()).isEqualTo("open");
            for (int i = 0; i < whole.size(); i++) {
                assertThat(client.listener().next()).as(whole.get(i)).isEqualTo("Hello");
            }
            assertThat(client.listener().next()).isEqualTo("plain");
            assertThat(client.listener().next()).isEqualTo("Hello");
        }
    }

    @Test
    void withoutContextTakeoverEachMessageThatComesStandsAlone() {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("; server_no_context_takeover", c -> {
                    c.send(
                            Frame.text(deflated("first")).rsv(RSV1),
                            Frame.text(deflated("second")).rsv(RSV1));
                    c.answerClose();
                }));
                Client client = compressing()) {
            client.open(peer.uri());
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("first");
            assertThat(client.listener().next()).isEqualTo("second");
        }
    }

    private static void fails(Frame frame, int code) {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("", c -> {
                    c.send(Frame.text("before"), frame);
                    c.awaitClose();
                }));
                Client client = compressing()) {
            BrowserSession session = client.open(peer.uri());
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("before");
            assertThat(client.listener().next()).startsWith("error ");
            assertThat(client.listener().next()).isEqualTo("close 1006");
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(code);
            assertThat(Client.closed(session).wasClean()).isFalse();
        }
    }

    @Test
    void reservedBitsThatTheExtensionDoesNotUseAreAProtocolError() {
        fails(Frame.text(deflated("x")).rsv(2), 1002);
        fails(Frame.text(deflated("x")).rsv(1), 1002);
        fails(Frame.text(deflated("x")).rsv(RSV1 | 1), 1002);
        fails(Frame.ping("x").rsv(RSV1), 1002);
        fails(Frame.close(1000).rsv(RSV1), 1002);
    }

    @Test
    void aContinuationThatSaysItIsCompressedIsAProtocolError() {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("", c -> {
                    c.send(
                            Frame.text(deflated("x")).rsv(RSV1).notFinal(),
                            Frame.continuation("y").rsv(RSV1));
                    c.awaitClose();
                }));
                Client client = compressing()) {
            client.open(peer.uri());
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void theCompressedBitWithoutTheExtensionIsAProtocolError() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.accept(Frame.text(deflated("x")).rsv(RSV1));
                    c.awaitClose();
                });
                Client client = compressing()) {
            client.open(peer.uri());
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void whatIsNotDeflateIsInvalidPayload() {
        fails(Frame.text(HexFormat.of().parseHex("ffffffffff")).rsv(RSV1), 1007);
    }

    @Test
    void whatIsNotDeflateKeepsItsPlaceAmongMessagesThatComeWhileOnOpenRuns() {
        try (ScriptedPeer peer = ScriptedPeer.plain(c -> {
                    c.send(
                            c.accepting().header("Sec-WebSocket-Extensions", "permessage-deflate"),
                            Frame.text(deflated("before")).rsv(RSV1),
                            Frame.text(HexFormat.of().parseHex("ffffffffff")).rsv(RSV1),
                            Frame.text("behind"),
                            Frame.close(3000));
                    c.awaitClose();
                });
                Client client = compressing()) {
            BrowserSession session = client.open(peer.uri());
            assertThat(Client.closed(session).wasClean()).isFalse();
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("before");
            assertThat(client.listener().next()).startsWith("error ").contains("cannot be inflated");
            assertThat(client.listener().next()).isEqualTo("close 1006");
            assertThat(client.listener().heardNothing()).isTrue();
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void aMessageOfExactlyTheLimitIsTakenHoweverLargeItsCompressedFrameIs() {
        byte[] random = new byte[1000];
        new Random(1).nextBytes(random);
        byte[] compressed = deflated(new Deflater(9, true), random);
        assertThat(compressed).hasSizeGreaterThan(1000);
        try (ScriptedPeer peer = ScriptedPeer.plain(
                        accepting("", c -> c.send(Frame.binary(compressed).rsv(RSV1))));
                Client client = compressing().with("adieu.max-message-size", 1000)) {
            client.open(peer.uri());
            assertThat(client.listener().next()).isEqualTo("open");
            assertThat(client.listener().next()).isEqualTo("1000 bytes");
        }
    }

    @Test
    void compressedTextThatIsNotUtf8IsInvalidPayload() {
        fails(
                Frame.text(deflated(new Deflater(9, true), new byte[] {(byte) 0xC3, 0x28}))
                        .rsv(RSV1),
                1007);
    }

    @Test
    void aBombIsDefusedInBoundedMemory() {
        // A fifth of a megabyte that would become two hundred. No more than the limit is ever inflated.
        byte[] bomb = bomb(200);
        long before = used();
        fails(Frame.binary(bomb).rsv(RSV1), 1009);
        assertThat(used() - before).isLessThan(32 << 20);
    }

    private static byte[] bomb(int mebibytes) {
        Deflater deflater = new Deflater(9, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        byte[] zeros = new byte[1 << 20];
        for (int i = 0; i < mebibytes; i++) {
            deflater.setInput(zeros);
            for (int n = deflater.deflate(chunk); n > 0; n = deflater.deflate(chunk)) {
                out.write(chunk, 0, n);
            }
        }
        out.writeBytes(deflated(deflater, new byte[0]));
        return out.toByteArray();
    }

    private static long used() {
        long direct = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
        return direct
                + ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedHeapMemory();
    }

    @Test
    void aBombInManyFramesIsDefusedToo() {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("", c -> {
                    Deflater deflater = new Deflater(9, true);
                    byte[] zeros = new byte[1 << 20];
                    deflater.setInput(zeros);
                    byte[] chunk = new byte[1 << 16];
                    int n = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
                    List<Wire> frames = new ArrayList<>(List.of(
                            Frame.binary(Arrays.copyOf(chunk, n)).rsv(RSV1).notFinal()));
                    for (int i = 0; i < 10; i++) {
                        deflater.setInput(zeros);
                        n = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
                        frames.add(Frame.continuation(Arrays.copyOf(chunk, n)).notFinal());
                    }
                    c.send(frames.toArray(Wire[]::new));
                    c.awaitClose();
                }));
                Client client = compressing()) {
            client.open(peer.uri());
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void theLimitIsTheSessionsOwnAndCountsInflatedBytes() {
        try (ScriptedPeer peer = ScriptedPeer.plain(accepting("; server_no_context_takeover", c -> {
                    c.awaitFrameAt(0);
                    c.send(Frame.text(deflated("x".repeat(1000))).rsv(RSV1));
                    c.awaitFrameAt(1);
                    c.send(Frame.text(deflated("x".repeat(10_000_000))).rsv(RSV1));
                    c.awaitFrameAt(2);
                    c.send(Frame.text(deflated("x".repeat(1001))).rsv(RSV1));
                    c.awaitClose();
                }));
                Client client = compressing()) {
            BrowserSession session = client.open(peer.uri());
            assertThat(client.listener().next()).isEqualTo("open");
            session.setMaxTextMessageBufferSize(1000);
            go(session);
            assertThat(client.listener().next()).hasSize(1000);
            session.setMaxTextMessageBufferSize(10_000_000);
            go(session);
            assertThat(client.listener().next()).hasSize(10_000_000);
            session.setMaxTextMessageBufferSize(1000);
            go(session);
            assertThat(client.listener().next()).startsWith("error ");
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1009);
        }
    }

    private static void go(BrowserSession session) {
        try {
            session.getBasicRemote().sendText("go");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
