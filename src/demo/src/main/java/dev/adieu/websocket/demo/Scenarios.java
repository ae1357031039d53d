package dev.adieu.websocket.demo;

import static dev.adieu.websocket.demo.Scenario.jakarta;
import static dev.adieu.websocket.demo.Scenario.raw;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.PeerConnection;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.Scripts;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The closings that are shown, one row each. */
final class Scenarios {

    private static final String LONG_REASON = "r".repeat(124);
    private static final int MESSAGES = 160;
    private static final int MESSAGE_BYTES = 64 * 1024;
    private static final long SECONDS_TO_CLOSE = 30;
    private static final Duration SHORT = Duration.ofMillis(500);

    private Scenarios() {}

    /** Returns the scenarios for any server, because only the client acts. */
    static List<Scenario> withAnyServer() {
        return List.of(
                jakarta(
                        "close()",
                        c -> c.open().close(),
                        "Close 1000",
                        "Close 1000",
                        "onClose 1000",
                        "onClose 1000\nevent 1000, clean"),
                jakarta(
                        "close(1000)",
                        c -> c.open().close(1000),
                        "Close 1000",
                        "Close 1000",
                        "onClose 1000",
                        "onClose 1000\nevent 1000, clean"),
                jakarta(
                        "close(3000, \"done\")",
                        c -> c.open().close(3000, "done"),
                        "Close 3000 \"done\"",
                        "Close 3000 \"done\"",
                        "onClose 3000 \"done\"",
                        "onClose 3000 \"done\"\nevent 3000 \"done\", clean"),
                jakarta(
                        "close(4999)",
                        c -> c.open().close(4999),
                        "Close 4999",
                        "Close 4999",
                        "onClose 4999",
                        "onClose 4999\nevent 4999, clean"),
                jakarta(
                        "close(NO_STATUS_CODE)",
                        c -> c.open().close(new CloseReason(CloseCodes.NO_STATUS_CODE, null)),
                        // An empty Close is 1005 (RFC 6455, section 7.1.5); Tomcat makes 1000 of it.
                        "Close (empty)",
                        "Close 1000",
                        "onClose 1000",
                        "onClose 1000\nevent 1000, clean"),
                jakarta(
                        "close(NO_STATUS_CODE,\n\"done\")",
                        c -> c.open().close(new CloseReason(CloseCodes.NO_STATUS_CODE, "done")),
                        "Close 1000 \"done\"",
                        "Close 1000 \"done\"",
                        "onClose 1000 \"done\"",
                        "onClose 1000 \"done\"\nevent 1000 \"done\", clean"),
                refused("close(1001)", 1001, "", "InvalidAccessException"),
                refused("close(999)", 999, "", "InvalidAccessException"),
                refused("close(1005)", 1005, "", "InvalidAccessException"),
                refused("close(1000, 124 bytes)", 1000, LONG_REASON, "SyntaxException"),
                jakarta(
                        "close(3001, \"first\")\nclose(3002, \"second\")",
                        c -> {
                            BrowserSession session = c.open();
                            session.close(3001, "first");
                            session.close(3002, "second");
                        },
                        "Close 3001 \"first\"",
                        "Close 3001 \"first\"",
                        "onClose 3001 \"first\"",
                        "onClose 3001 \"first\"\nevent 3001 \"first\", clean"),
                jakarta(
                        "container.close()",
                        c -> {
                            c.open();
                            c.container().close();
                        },
                        "Close 1001",
                        "Close 1001",
                        "onClose 1001",
                        "onClose 1001\nevent 1001, clean"));
    }

    private static Scenario refused(String called, int code, String reason, String thrown) {
        return jakarta(
                called + "\nthen close()",
                c -> {
                    BrowserSession session = c.open();
                    c.refused(session, () -> session.close(code, reason));
                    session.close();
                },
                "Close 1000",
                "Close 1000",
                "onClose 1000",
                "throws " + thrown + "\nstate still OPEN\nonClose 1000\nevent 1000, clean");
    }

    private static void closeInAnApplicationWithAStrategy(Conversation c) throws Exception {
        SeContainerInitializer application =
                SeContainerInitializer.newInstance().disableDiscovery().addBeanClasses(FarewellCodes.class);
        try (SeContainer running = application.initialize()) {
            BrowserSession session = c.open();
            session.close();
            session.closed().toCompletableFuture().get(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
        }
    }

    /** A peer that behaves differently on each connection. */
    private static Script oneAfterTheOther(Script... scripts) {
        AtomicInteger next = new AtomicInteger();
        return peer -> scripts[next.getAndIncrement()].run(peer);
    }

    private static void overloaded(PeerConnection peer) throws IOException {
        peer.request();
        peer.send(Response.status(503, "Service Unavailable").header("Retry-After", "1"));
        peer.fin();
    }

    /** Returns the scenarios for a server that takes part, or misbehaves. */
    static List<Scenario> withOurServers() {
        return List.of(
                jakarta(
                        "10 MiB sent,\nthen close(1000)",
                        c -> {
                            BrowserSession session = c.open();
                            for (int i = 0; i < MESSAGES; i++) {
                                session.getAsyncRemote().sendBinary(ByteBuffer.allocate(MESSAGE_BYTES));
                            }
                            session.close(1000);
                        },
                        "160 x Binary 64 KiB, Close 1000",
                        "Close 1000",
                        "160 messages, 10 MiB\nonClose 1000",
                        "onClose 1000\nevent 1000, clean"),
                jakarta(
                        "close(); a CDI bean\nchooses the code",
                        Scenarios::closeInAnApplicationWithAStrategy,
                        "Close 4100 \"bean\"",
                        "Close 4100 \"bean\"",
                        "onClose 4100 \"bean\"",
                        "onClose 4100 \"bean\"\nevent 4100 \"bean\", clean"),
                jakarta(
                        "the server closes (4001)",
                        c -> c.open().getBasicRemote().sendText(ServerSide.PLEASE_CLOSE),
                        "Text \"close me\", Close 4001 \"bye\"",
                        "Close 4001 \"bye\"",
                        "onClose 4001 \"bye\"",
                        "onClose 4001 \"bye\"\nevent 4001 \"bye\", clean"),
                raw(
                        "close(1000); the peer\nanswers with another code",
                        peer -> {
                            peer.accept();
                            peer.awaitClose();
                            peer.send(Frame.close(3999, "other"));
                            peer.fin();
                        },
                        c -> c.open().close(1000),
                        "Close 1000",
                        "Close 3999 \"other\"",
                        "onClose 3999 \"other\"\nevent 3999 \"other\", clean"),
                raw(
                        "the peer closes\nwithout a code",
                        peer -> {
                            peer.accept();
                            peer.awaitCue();
                            peer.send(Frame.close());
                            peer.awaitClose();
                            peer.fin();
                        },
                        c -> {
                            c.open();
                            c.peer().cue();
                        },
                        "Close (empty)",
                        "Close (empty)",
                        "onClose 1005\nevent 1005, clean"),
                raw(
                                "close(1000); the peer\nnever answers",
                                Scripts.acceptAndNeverAnswer(),
                                c -> c.open().close(1000),
                                "Close 1000",
                                "",
                                "onClose 1006\nevent 1006, not clean")
                        .waitingFor("adieu.closing-timeout", SHORT),
                raw(
                                "close(1000); the peer\nanswers, but keeps TCP",
                                peer -> {
                                    peer.accept();
                                    peer.answerClose();
                                },
                                c -> c.open().close(1000),
                                "Close 1000",
                                "Close 1000",
                                "onClose 1000\nevent 1000, clean")
                        .waitingFor("adieu.tcp-close-timeout", SHORT),
                raw(
                        "the peer resets TCP",
                        peer -> {
                            peer.accept();
                            peer.awaitCue();
                            peer.rst();
                        },
                        c -> {
                            c.open();
                            c.peer().cue();
                        },
                        "",
                        "",
                        "onError: SessionException\nonClose 1006\nevent 1006, not clean"),
                raw(
                        "the peer ends TCP\nwithout a Close",
                        peer -> {
                            peer.accept();
                            peer.awaitCue();
                            peer.fin();
                        },
                        c -> {
                            c.open();
                            c.peer().cue();
                        },
                        "",
                        "",
                        "onClose 1006\nevent 1006, not clean"),
                raw(
                        "the peer sends text\nthat is not UTF-8",
                        peer -> {
                            peer.accept();
                            peer.awaitCue();
                            peer.send(Frame.text(new byte[] {'a', (byte) 0xFF, (byte) 0xFE}));
                        },
                        c -> {
                            c.open();
                            c.peer().cue();
                        },
                        "Close 1007 \"invalid UTF-8\"",
                        "Text (not UTF-8)",
                        "onError: IOException\nonClose 1006\nevent 1006, not clean"),
                raw(
                        "the peer masks a frame",
                        peer -> {
                            peer.accept();
                            peer.awaitCue();
                            peer.send(Frame.text("masked").masked());
                        },
                        c -> {
                            c.open();
                            c.peer().cue();
                        },
                        "Close 1002 \"protocol error\"",
                        "Text \"masked\"",
                        "onError: IOException\nonClose 1006\nevent 1006, not clean"),
                raw(
                                "the peer is dead:\nit answers no ping",
                                Scripts.acceptAndNeverAnswer(),
                                Conversation::open,
                                "Ping",
                                "",
                                "onError: SessionException\nonClose 1006\nevent 1006, not clean")
                        .with("adieu.ping-interval", SHORT)
                        .waitingFor("adieu.pong-timeout", SHORT),
                raw(
                                "the server restarts: 1012\nand is there again",
                                oneAfterTheOther(Scripts.close(1012, "restart"), Scripts.acceptAndAnswerClose()),
                                c -> c.openTwice().close(1000),
                                "Close 1012 \"restart\", Close 1000",
                                "Close 1012 \"restart\", Close 1000",
                                "onClose 1012 \"restart\"\nopen again after 1 try\nonClose 1000\nevent 1000, clean")
                        .with("adieu.reconnect", "standard"),
                raw(
                                "… and is overloaded:\n503, Retry-After: 1",
                                oneAfterTheOther(
                                        Scripts.close(1012, "restart"),
                                        Scenarios::overloaded,
                                        Scripts.acceptAndAnswerClose()),
                                c -> c.openTwice().close(1000),
                                "Close 1012 \"restart\", Close 1000",
                                "Close 1012 \"restart\", Close 1000",
                                "onClose 1012 \"restart\"\nopen again after 2 tries\nonClose 1000\nevent 1000, clean")
                        .with("adieu.reconnect", "standard")
                        .taking(Duration.ofSeconds(1)),
                raw(
                        "attempt.close() while\nthe peer has not answered",
                        Scripts.neverAccept(),
                        c -> {
                            var attempt = c.attempt();
                            c.peer().request();
                            attempt.close();
                        },
                        "",
                        "",
                        "event 1006, not clean\nno onOpen, no onClose"),
                raw(
                        "the peer refuses\nthe opening handshake",
                        peer -> {
                            peer.request();
                            peer.send(Response.status(403, "Forbidden"));
                            peer.fin();
                        },
                        Conversation::openInVain,
                        "",
                        "",
                        "throws\nHandshakeRefusedException\nno onOpen, no onClose"));
    }
}
