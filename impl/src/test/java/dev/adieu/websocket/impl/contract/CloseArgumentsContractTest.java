package dev.adieu.websocket.impl.contract;

import static dev.adieu.websocket.impl.contract.Row.row;
import static dev.adieu.websocket.peer.Frame.close;
import static dev.adieu.websocket.peer.Frame.text;

import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.SyntaxException;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The arguments of {@code close} and their meaning (WHATWG, {@code close()}, steps 1 and 2). */
class CloseArgumentsContractTest {

    private static final int[] NEVER_ALLOWED = {
        Integer.MIN_VALUE, -1, 0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535, 65536, 66536
    };
    private static final int[] ALLOWED_BY_RFC_6455 = {1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014};
    private static final String HIGH = "\uD83D";
    private static final String LOW = "\uDE00";

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aCloseSaysWhatItMeans() {
        return Rows.of(
                row("close() sends 1000").underBoth().close().sends(close(1000)).cleanly(1000, ""),
                row("close(NO_STATUS_CODE) sends an empty body")
                        .underBoth()
                        .close(reason(CloseCodes.NO_STATUS_CODE, null))
                        .sends(close())
                        .cleanly(1005, ""),
                row("close(NO_STATUS_CODE, \"\") sends an empty body")
                        .close(reason(CloseCodes.NO_STATUS_CODE, ""))
                        .sends(close())
                        .cleanly(1005, ""),
                row("a reason without a code goes with 1000")
                        .underBoth()
                        .close(reason(CloseCodes.NO_STATUS_CODE, "r"))
                        .sends(close(1000, "r"))
                        .cleanly(1000, "r"),
                row("close(1000) sends 1000")
                        .underBoth()
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("close(3000) sends 3000")
                        .underBoth()
                        .close(3000)
                        .sends(close(3000))
                        .cleanly(3000, ""),
                row("close(3500, \"abc\") sends both")
                        .underBoth()
                        .close(3500, "abc")
                        .sends(close(3500, "abc"))
                        .cleanly(3500, "abc"),
                row("close(4999, \"bye now\") sends both")
                        .underBoth()
                        .close(4999, "bye now")
                        .sends(close(4999, "bye now"))
                        .cleanly(4999, "bye now"),
                row("a null reason is an empty one")
                        .does("close(1000, null)", c -> c.close(1000, null))
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("an empty reason is none")
                        .close(3000, "")
                        .sends(close(3000))
                        .cleanly(3000, ""),
                row("a CloseReason is sent as code and reason")
                        .underBoth()
                        .close(reason(code(4000), "r"))
                        .sends(close(4000, "r"))
                        .cleanly(4000, "r"),
                row("NORMAL_CLOSURE is 1000")
                        .underBoth()
                        .close(reason(CloseCodes.NORMAL_CLOSURE, "bye"))
                        .sends(close(1000, "bye"))
                        .cleanly(1000, "bye"),
                row("a null CloseReason throws and changes nothing")
                        .close((CloseReason) null)
                        .throwing(IllegalArgumentException.class)
                        .isIn(ReadyState.OPEN, true)
                        .close()
                        .sends(close(1000))
                        .cleanly(1000, ""));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aCodeThatIsNotAllowedThrowsAndChangesNothing() {
        Stream<Row> never =
                Arrays.stream(NEVER_ALLOWED).mapToObj(code -> refused(code).underBoth());
        Stream<Row> notByBrowsers = Arrays.stream(ALLOWED_BY_RFC_6455).mapToObj(CloseArgumentsContractTest::refused);
        return Rows.of(Stream.concat(never, notByBrowsers).toList());
    }

    private static Row refused(int code) {
        return row("close(" + code + ") throws and the session goes on")
                .close(code)
                .throwing(InvalidAccessException.class)
                .isIn(ReadyState.OPEN, true)
                .send("on")
                .close(1000)
                .sends(text("on"), close(1000))
                .cleanly(1000, "");
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> theCodesOfRfc6455AreSentUnderItsRules() {
        return Rows.of(Arrays.stream(ALLOWED_BY_RFC_6455)
                .mapToObj(code -> row("close(" + code + ") is sent as given")
                        .underRfc6455()
                        .close(code, "r")
                        .sends(close(code, "r"))
                        .cleanly(code, "r"))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyConstantOfCloseCodesIsCheckedToo() {
        return Rows.of(Stream.concat(
                        Arrays.stream(CloseCodes.values())
                                .filter(c -> c != CloseCodes.NORMAL_CLOSURE && c != CloseCodes.NO_STATUS_CODE)
                                .map(c -> row(c + " throws under the browser's rules")
                                        .close(reason(c, "r"))
                                        .throwing(InvalidAccessException.class)
                                        .isIn(ReadyState.OPEN, true)
                                        .close()
                                        .sends(close(1000))
                                        .cleanly(1000, "")),
                        Stream.concat(
                                Arrays.stream(CloseCodes.values())
                                        .filter(c -> Arrays.stream(ALLOWED_BY_RFC_6455)
                                                .anyMatch(a -> a == c.getCode()))
                                        .map(c -> row(c + " is sent under the rules of RFC 6455")
                                                .underRfc6455()
                                                .close(reason(c, "r"))
                                                .sends(close(c.getCode(), "r"))
                                                .cleanly(c.getCode(), "r")),
                                Stream.of(
                                                CloseCodes.RESERVED,
                                                CloseCodes.CLOSED_ABNORMALLY,
                                                CloseCodes.TLS_HANDSHAKE_FAILURE)
                                        .map(c -> row(c + " throws under the rules of RFC 6455")
                                                .underRfc6455()
                                                .close(reason(c, "r"))
                                                .throwing(InvalidAccessException.class)
                                                .isIn(ReadyState.OPEN, true)
                                                .close()
                                                .sends(close(1000))
                                                .cleanly(1000, ""))))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> anyNumberThatACloseCodeGivesIsChecked() {
        return Rows.of(IntStream.of(-1, 0, 999, 1016, 2999, 5000, 65536 + 1000, Integer.MAX_VALUE)
                .mapToObj(n -> row("a CloseCode of " + n + " throws")
                        .underBoth()
                        .close(reason(code(n), "r"))
                        .throwing(InvalidAccessException.class)
                        .isIn(ReadyState.OPEN, true)
                        .close()
                        .sends(close(1000))
                        .cleanly(1000, ""))
                .toList());
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aReasonIsMeasuredInBytesOfUtf8() {
        String replaced = "\uFFFD";
        return Rows.of(
                fits("123 bytes of ASCII fit", "r".repeat(123)),
                fits("61 two-byte characters and one byte fit", "é".repeat(61) + "a"),
                fits("41 three-byte characters fit", "€".repeat(41)),
                fits("30 four-byte characters and three bytes fit", (HIGH + LOW).repeat(30) + "abc"),
                fits("a NUL is kept", "a\0b"),
                fits("a BOM is kept", "\uFEFFx"),
                becomes("an unpaired high surrogate becomes U+FFFD", HIGH, replaced),
                becomes("an unpaired low surrogate becomes U+FFFD", "a" + LOW + "b", "a" + replaced + "b"),
                becomes("a reversed pair becomes U+FFFD twice", LOW + HIGH, replaced + replaced),
                becomes(
                        "a high surrogate in front of a pair becomes U+FFFD alone",
                        HIGH + HIGH + LOW,
                        replaced + HIGH + LOW),
                becomes("41 unpaired surrogates are 123 bytes and fit", HIGH.repeat(41), replaced.repeat(41)),
                tooLong("124 bytes of ASCII", "r".repeat(124)),
                tooLong("62 two-byte characters", "é".repeat(62)),
                tooLong("42 three-byte characters", "€".repeat(42)),
                tooLong("31 four-byte characters", (HIGH + LOW).repeat(31)),
                tooLong("42 unpaired surrogates", HIGH.repeat(42)),
                tooLong("a megabyte", "r".repeat(1 << 20)),
                row("42 unpaired surrogates are too long in a CloseReason too, which counts them as one byte each")
                        .close(reason(CloseCodes.NORMAL_CLOSURE, HIGH.repeat(42)))
                        .throwing(SyntaxException.class)
                        .isIn(ReadyState.OPEN, true)
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("42 unpaired surrogates are too long without a code too")
                        .close(reason(CloseCodes.NO_STATUS_CODE, HIGH.repeat(42)))
                        .throwing(SyntaxException.class)
                        .isIn(ReadyState.OPEN, true)
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""),
                row("the code is checked before the reason")
                        .underBoth()
                        .close(999, "r".repeat(124))
                        .throwing(InvalidAccessException.class)
                        .isIn(ReadyState.OPEN, true)
                        .close(1000)
                        .sends(close(1000))
                        .cleanly(1000, ""));
    }

    private static Row fits(String sentence, String reason) {
        return becomes(sentence, reason, reason);
    }

    private static Row becomes(String sentence, String reason, String sent) {
        return row(sentence)
                .underBoth()
                .close(1000, reason)
                .sends(close(1000, sent))
                .cleanly(1000, sent);
    }

    private static Row tooLong(String what, String reason) {
        return row(what + " are too long, and the session goes on")
                .underBoth()
                .close(1000, reason)
                .throwing(SyntaxException.class)
                .isIn(ReadyState.OPEN, true)
                .send("on")
                .close(1000)
                .sends(text("on"), close(1000))
                .cleanly(1000, "");
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> argumentsAreCheckedInEveryState() {
        Script answersOnCue = Scripts.acceptAndAnswerClose(c -> {
            c.awaitClose();
            c.awaitCue();
        });
        Script acceptsOnCue = c -> {
            c.request();
            c.awaitCue();
            c.accept();
            c.answerClose();
            c.fin();
        };
        return Rows.of(
                row("in CLOSING a wrong code throws")
                        .peer(answersOnCue)
                        .close(3001, "a")
                        .isIn(ReadyState.CLOSING, true)
                        .close(999)
                        .throwing(InvalidAccessException.class)
                        .isIn(ReadyState.CLOSING, true)
                        .cue()
                        .sends(close(3001, "a"))
                        .cleanly(3001, "a"),
                row("in CLOSING a long reason throws")
                        .peer(answersOnCue)
                        .close(3001, "a")
                        .close(1000, "r".repeat(124))
                        .throwing(SyntaxException.class)
                        .isIn(ReadyState.CLOSING, true)
                        .cue()
                        .sends(close(3001, "a"))
                        .cleanly(3001, "a"),
                row("in CLOSING null throws")
                        .peer(answersOnCue)
                        .close(3001, "a")
                        .close((CloseReason) null)
                        .throwing(IllegalArgumentException.class)
                        .cue()
                        .sends(close(3001, "a"))
                        .cleanly(3001, "a"),
                row("in CONNECTING a wrong code throws and the attempt goes on")
                        .peer(acceptsOnCue)
                        .whileConnecting()
                        .close(999)
                        .throwing(InvalidAccessException.class)
                        .isIn(ReadyState.CONNECTING, false)
                        .cue()
                        .opensLater()
                        .close(3000)
                        .sends(close(3000))
                        .cleanly(3000, ""),
                row("in CONNECTING a long reason throws and the attempt goes on")
                        .peer(acceptsOnCue)
                        .whileConnecting()
                        .close(1000, "r".repeat(124))
                        .throwing(SyntaxException.class)
                        .isIn(ReadyState.CONNECTING, false)
                        .cue()
                        .opensLater()
                        .close(3000)
                        .sends(close(3000))
                        .cleanly(3000, ""));
    }

    private static CloseReason reason(CloseCode code, String reason) {
        return new CloseReason(code, reason);
    }

    private static CloseCode code(int number) {
        return () -> number;
    }
}
