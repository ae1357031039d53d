package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Peers.closes;
import static dev.adieu.websocket.impl.contract.Peers.sends;
import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseContext;
import dev.adieu.websocket.peer.Frame;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The Close frame that is sent if the application named no code. */
class StrategyContractTest {

    private static final String SETTING = "adieu.close-codes";
    private static final CloseReason NOTHING = new CloseReason(CloseCodes.NO_STATUS_CODE, null);
    private static final byte[] NOT_UTF_8 = {(byte) 0xff};

    /** Answers 4000 and the name of the cause, whatever the cause is. */
    public static final class NamesTheCause implements CloseCodeStrategy {

        @Override
        public CloseReason choose(CloseContext context) {
            return reason(4000, context.cause().name());
        }
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theStandardCodes() {
        return Rows.of(
                row("close() sends 1000")
                        .with(SETTING, "standard")
                        .close()
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("closing without a code sends an empty body")
                        .with(SETTING, "standard")
                        .close(NOTHING)
                        .sends(close())
                        .cleanly(1005, ""),
                row("closing the container sends 1001")
                        .underBoth()
                        .does("container.close()", c -> c.container.close())
                        .sends(close(1001))
                        .cleanly(1001, ""),
                row("a protocol error sends 1002").peer(sends(Frame.of(3))).fails(1002),
                row("text that is not UTF-8 sends 1007")
                        .peer(sends(text(NOT_UTF_8)))
                        .fails(1007),
                row("a message over the limit sends 1009")
                        .messageLimit(10)
                        .peer(sends(text("x".repeat(11))))
                        .fails(1009),
                failing("an endpoint that fails sends 1011", new IllegalStateException("secret"))
                        .sendsClose(1011),
                failing("an endpoint that throws an Error sends 1011", new AssertionError("secret"))
                        .sendsClose(1011),
                failing("an endpoint that throws a SecurityException sends 1008", new SecurityException("secret"))
                        .sendsClose(1008),
                row("an extension that is missing sends 1010")
                        .with("adieu.compression", "true")
                        .with("adieu.required-extensions", "permessage-deflate")
                        .refused(Exception.class)
                        .sends(close(1010, "permessage-deflate"))
                        .cleanly(1010, "permessage-deflate"),
                row("an idle session sends 1001")
                        .underBoth()
                        .onOpen(c -> c.session().setMaxIdleTimeout(200))
                        .sends(close(1001))
                        .cleanly(1001, "")
                        .takes(0, 50_000),
                row("an idle session whose peer does not answer is 1006")
                        .with("adieu.closing-timeout", 200L)
                        .peer(c -> c.accept())
                        .onOpen(c -> c.session().setMaxIdleTimeout(200))
                        .sends(close(1001))
                        .unclean()
                        .tcp("client FIN, peer FIN"));
    }

    /** Closes on errors, and throws this in onMessage; its message must not be sent to the peer. */
    private static Row failing(String sentence, Throwable thrown) {
        return row(sentence)
                .with("adieu.close-on-error", "true")
                .peer(c -> {
                    c.accept();
                    c.send(text("a"), text("b"));
                    c.awaitClose();
                    c.send(close(4001, "heard"));
                    c.fin();
                })
                .onMessage(c -> {
                    if (thrown instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) thrown;
                })
                .hears("text \"a\"", "error")
                .cleanly(4001, "heard")
                .alsoAfterwards(
                        c -> assertThat(c.peer().awaitClose().closeReason()).doesNotContain("secret"));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theBrowsersCodes() {
        return Rows.of(
                row("close() sends an empty body")
                        .underBoth()
                        .with(SETTING, "browser")
                        .close()
                        .sends(close())
                        .cleanly(1005, ""),
                row("closing without a code sends an empty body")
                        .with(SETTING, "browser")
                        .close(NOTHING)
                        .sends(close())
                        .cleanly(1005, ""),
                row("a code that is named is sent")
                        .with(SETTING, "browser")
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("closing the attempt once it is open sends an empty body")
                        .with(SETTING, "browser")
                        .does("attempt.close()", c -> c.attempt().close())
                        .sends(close())
                        .cleanly(1005, ""),
                row("closing the container sends 1001")
                        .with(SETTING, "browser")
                        .does("container.close()", c -> c.container.close())
                        .sends(close(1001))
                        .cleanly(1001, ""));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aStrategyOfTheApplication() {
        return Rows.of(
                named("close() is NORMAL", NamesTheCause.class.getName())
                        .close()
                        .sends(close(4000, "NORMAL"))
                        .cleanly(4000, "NORMAL"),
                named("a class will do as well as its name", NamesTheCause.class)
                        .close()
                        .sends(close(4000, "NORMAL"))
                        .cleanly(4000, "NORMAL"),
                named("an instance will do as well", new NamesTheCause())
                        .close()
                        .sends(close(4000, "NORMAL"))
                        .cleanly(4000, "NORMAL"),
                named("closing without a code is UNSPECIFIED", new NamesTheCause())
                        .close(NOTHING)
                        .sends(close(4000, "UNSPECIFIED"))
                        .cleanly(4000, "UNSPECIFIED"),
                named("closing the container is GOING_AWAY", new NamesTheCause())
                        .does("container.close()", c -> c.container.close())
                        .sends(close(4000, "GOING_AWAY"))
                        .cleanly(4000, "GOING_AWAY"),
                named("an idle session is IDLE_TIMEOUT", new NamesTheCause())
                        .onOpen(c -> c.session().setMaxIdleTimeout(200))
                        .sends(close(4000, "IDLE_TIMEOUT"))
                        .cleanly(4000, "IDLE_TIMEOUT"),
                named("a protocol error is PROTOCOL_ERROR", new NamesTheCause())
                        .peer(sends(Frame.of(3)))
                        .sends(close(4000, "PROTOCOL_ERROR"))
                        .failsInClosing(),
                named("text that is not UTF-8 is INVALID_PAYLOAD", new NamesTheCause())
                        .peer(sends(text(NOT_UTF_8)))
                        .sends(close(4000, "INVALID_PAYLOAD"))
                        .failsInClosing(),
                named("a message over the limit is TOO_BIG", new NamesTheCause())
                        .messageLimit(10)
                        .peer(sends(text("x".repeat(11))))
                        .sends(close(4000, "TOO_BIG"))
                        .failsInClosing(),
                named("it is not asked for a code that is named", new NamesTheCause())
                        .close(3000, "mine")
                        .sends(close(3000, "mine"))
                        .cleanly(3000, "mine"),
                named("it is not asked for a reason without a code", new NamesTheCause())
                        .close(new CloseReason(CloseCodes.NO_STATUS_CODE, "mine"))
                        .sends(close(1000, "mine"))
                        .cleanly(1000, "mine"),
                named("it is not asked where the peer closes", new NamesTheCause())
                        .peer(closes(close(1000, "r")))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                chooses("an empty body", reason(1005, null))
                        .close()
                        .sends(close())
                        .cleanly(1005, ""),
                chooses("123 bytes", reason(1000, "r".repeat(123)))
                        .close()
                        .sends(close(1000, "r".repeat(123)))
                        .cleanly(1000, "r".repeat(123)));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aStrategyMayUseTheCodesThatAClientMaySend() {
        return Rows.of(IntStream.of(1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999)
                .mapToObj(code -> chooses("it chooses " + code, reason(code, "r"))
                        .close()
                        .sends(close(code, "r"))
                        .cleanly(code, "r"))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theDefaultAppliesWhereAStrategyFails() {
        Stream<Row> codes = IntStream.of(-1, 0, 999, 1004, 1006, 1015, 1016, 2999, 5000, 65536 + 1000)
                .mapToObj(code -> chooses("it chooses " + code, reason(code, null))
                        .close()
                        .sends(close(1000))
                        .cleanly(1000, ""));
        return Rows.of(Stream.concat(
                        codes,
                        Stream.of(
                                named("it throws", (CloseCodeStrategy) context -> {
                                            throw new IllegalStateException("not today");
                                        })
                                        .close()
                                        .sends(close(1000))
                                        .cleanly(1000, ""),
                                named("it throws an Error", (CloseCodeStrategy) context -> {
                                            throw new AssertionError("not today");
                                        })
                                        .close()
                                        .sends(close(1000))
                                        .cleanly(1000, ""),
                                chooses("it chooses null", null)
                                        .close()
                                        .sends(close(1000))
                                        .cleanly(1000, ""),
                                chooses("it chooses a reason without a code", reason(1005, "r"))
                                        .close()
                                        .sends(close(1000))
                                        .cleanly(1000, ""),
                                chooses(
                                                "its reason is too long once surrogates are replaced",
                                                reason(1000, "\uD83D".repeat(100)))
                                        .close()
                                        .sends(close(1000))
                                        .cleanly(1000, ""),
                                named("it throws where the container is closed", (CloseCodeStrategy) context -> {
                                            throw new IllegalStateException(CloseCause.GOING_AWAY.name());
                                        })
                                        .does("container.close()", c -> c.container.close())
                                        .sends(close(1001))
                                        .cleanly(1001, ""),
                                named("it closes the session itself, which close() has done before", (CloseCodeStrategy)
                                                context -> {
                                                    context.session().close(3000, "from the strategy");
                                                    return reason(4000, "chosen");
                                                })
                                        .close()
                                        .sends(close(4000, "chosen"))
                                        .cleanly(4000, "chosen")))
                .toList());
    }

    private static Row named(String sentence, Object strategy) {
        return row(sentence).with(SETTING, strategy);
    }

    private static Row chooses(String what, CloseReason chosen) {
        return named(what, (CloseCodeStrategy) context -> chosen);
    }

    private static CloseReason reason(int code, String reason) {
        return new CloseReason(() -> code, reason);
    }
}
