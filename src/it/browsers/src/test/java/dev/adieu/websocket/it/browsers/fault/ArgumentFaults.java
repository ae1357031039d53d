package dev.adieu.websocket.it.browsers.fault;

import java.util.List;

/** Faults in the arguments of {@code close()}. */
final class ArgumentFaults {

    static final List<Fault> ALL = List.of(
            new Fault(
                    Rule.CODE,
                    "code 3000 is refused",
                    "closing/CloseCodes.java",
                    "return code >= 3000 && code <= 4999;",
                    "return code > 3000 && code <= 4999;",
                    "open-close-3000",
                    "close-in-onmessage",
                    "send-in-onclose"),
            new Fault(
                    Rule.CODE,
                    "codes that are not for applications may be named",
                    "closing/CloseCodes.java",
                    "case BROWSER -> code == NORMAL || isForApplications(code);",
                    "case BROWSER -> mayBeSent(code) || code == NO_STATUS;",
                    "open-close-bad-1001",
                    "open-close-bad-1005",
                    "closed-bad-1001"),
            new Fault(
                    Rule.REASON,
                    "the limit of a reason is one byte too high",
                    "closing/CloseArguments.java",
                    "if (length > CloseReasons.MAX_BYTES) {",
                    "if (length > CloseReasons.MAX_BYTES + 1) {",
                    "open-reason-124",
                    "open-reason-2-byte-124",
                    "open-reason-4-byte-124",
                    "connecting-bad-reason",
                    "closed-bad-reason"),
            new Fault(
                    Rule.REASON,
                    "the limit of a reason counts characters, not bytes",
                    "closing/UsvString.java",
                    "bytes += Character.isSurrogate(scalarValues.charAt(i)) ? 2 : utf8Length(scalarValues.charAt(i));",
                    "bytes++;",
                    "open-reason-2-byte-124",
                    "open-reason-3-byte-126",
                    "open-reason-lone-42"),
            new Fault(
                    Rule.REASON,
                    "an unpaired surrogate becomes a question mark",
                    "closing/UsvString.java",
                    "? 0xFFFD : c)",
                    "? '?' : c)",
                    "open-reason-lone-high",
                    "open-reason-reversed",
                    "send-lone-surrogate"),
            new Fault(
                    Rule.CODE_FIRST,
                    "the reason is checked before the code",
                    "closing/CloseArguments.java",
                    "if (!CloseCodes.mayBeNamed(code, rules)) {",
                    "if (UsvString.utf8Length(reason == null ? \"\" : reason) <= CloseReasons.MAX_BYTES && !CloseCodes.mayBeNamed(code, rules)) {",
                    "open-close-999-and-124"),
            new Fault(
                    Rule.REFUSAL,
                    "a call that throws closes the session",
                    "provider/SessionClose.java",
                    "if (refusedCodes.add(code)) {",
                    "connection.close(CloseTrigger.of(CloseCause.NORMAL)); if (refusedCodes.add(code)) {",
                    "open-close-bad-999",
                    "close-after-throw-twice"),
            new Fault(
                    Rule.EVERY_STATE,
                    "arguments are not checked once close() was called",
                    "provider/SessionClose.java",
                    "CloseBody body = checked(code, reason);",
                    "if (!isOpen()) { return; } CloseBody body = checked(code, reason);",
                    "closing-bad-999",
                    "closing-later-bad-reason",
                    "closed-bad-999"),
            new Fault(
                    Rule.NO_CODE,
                    "close() sends 1000 whatever the strategy says",
                    "provider/AdieuSession.java",
                    "sessionClose.closeWithoutCode(CloseCause.NORMAL);",
                    "sessionClose.close(1000, \"\");",
                    "open-close",
                    "crossing-own-empty"),
            new Fault(
                    Rule.NO_CODE,
                    "NO_STATUS_CODE sends 1000",
                    "provider/SessionClose.java",
                    "closeWithoutCode(CloseCause.UNSPECIFIED);",
                    "close(CloseCodes.NORMAL, \"\");",
                    "open-close-undefined-empty"),
            new Fault(
                    Rule.REASON_ALONE,
                    "a reason without a code is dropped",
                    "provider/SessionClose.java",
                    "close(CloseCodes.NORMAL, reason);",
                    "closeWithoutCode(CloseCause.UNSPECIFIED);",
                    "open-close-undefined-reason"));

    private ArgumentFaults() {}
}
