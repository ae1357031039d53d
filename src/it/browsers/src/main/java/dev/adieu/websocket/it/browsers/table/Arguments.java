package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.Call.closeWithoutCode;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;

import dev.adieu.websocket.it.browsers.scenario.Call;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments of close() in the state OPEN, good and bad, and what of them arrives. After a call that throws, close()
 * shows that nothing has changed.
 */
final class Arguments {

    private static final int[] BAD_CODES = {
        -1, 0, 1, 999, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 1016,
        1100, 2000, 2999, 5000, 32768, 65535, 65536, 100_000
    };
    private static final int[] GOOD_CODES = {1000, 3000, 3001, 3500, 3999, 4000, 4001, 4500, 4999};

    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        Arguments all = new Arguments();
        all.add("open-close", "no arguments", close());
        all.add("open-close-undefined-reason", "a reason and no code", closeWithoutCode("x"), close());
        all.add("open-close-undefined-empty", "an empty reason and no code", closeWithoutCode(""), close());
        for (int code : GOOD_CODES) {
            all.add("open-close-" + code, "code " + code, close(code));
        }
        for (int code : BAD_CODES) {
            all.add("open-close-bad-" + code, "code " + code + ", which may not be named", close(code), close());
        }
        all.reasons();
        return all.scenarios;
    }

    private void reasons() {
        reason("empty", "an empty reason", "");
        reason("abc", "three letters", "abc");
        reason("122", "122 bytes", "r".repeat(122));
        reason("123", "123 bytes, as many as fit", "r".repeat(123));
        tooLong("124", "124 bytes, one too many", "r".repeat(124));
        tooLong("125", "125 bytes", "r".repeat(125));
        tooLong("70000", "70000 bytes", "r".repeat(70_000));
        reason("2-byte-123", "123 bytes in 2-byte characters", "é".repeat(61) + "e");
        tooLong("2-byte-124", "124 bytes in 62 2-byte characters", "é".repeat(62));
        reason("3-byte-123", "123 bytes in 41 3-byte characters", "€".repeat(41));
        tooLong("3-byte-126", "126 bytes in 42 3-byte characters", "€".repeat(42));
        reason("4-byte-123", "123 bytes in 4-byte characters and a 3-byte one", "\uD83D\uDE00".repeat(30) + "€");
        tooLong("4-byte-124", "124 bytes in 31 4-byte characters, 62 code units", "\uD83D\uDE00".repeat(31));
        reason("lone-high", "an unpaired high surrogate", "\uD83D");
        reason("lone-low", "an unpaired low surrogate between letters", "a\uDE00b");
        reason("reversed", "a surrogate pair the wrong way round", "\uDE00\uD83D");
        reason("lone-41", "41 unpaired surrogates, 123 bytes as U+FFFD", "\uD800".repeat(41));
        tooLong("lone-42", "42 unpaired surrogates, 126 bytes as U+FFFD", "\uD800".repeat(42));
        reason("nul", "a NUL in the middle", "a\0b");
        reason("bom", "U+FEFF in front", "\uFEFFx");
        reason("newline", "line ends", "a\r\nb");
        reason("noncharacter", "U+FFFF", "\uFFFF");
        add(
                "open-close-999-and-124",
                "both arguments bad: the code is checked first",
                close(999, "r".repeat(124)),
                close());
    }

    private void reason(String id, String title, String reason) {
        add("open-reason-" + id, title, close(1000, reason));
    }

    private void tooLong(String id, String title, String reason) {
        add("open-reason-" + id, title, close(1000, reason), close());
    }

    private void add(String id, String title, Call... calls) {
        scenarios.add(Scenario.of(id, title).client(onOpen(calls)).server(Table.polite()));
    }
}
