package dev.adieu.websocket.impl.closing;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.InvalidAccessException;
import dev.adieu.websocket.SyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks what an application passes to {@code close(code, reason)} (WHATWG, {@code close()}, steps 1 and 2). */
public final class CloseArguments {

    private CloseArguments() {}

    /**
     * Checks the code, then the reason.
     *
     * @param reason {@code null} is the same as empty
     * @return the body to send
     * @throws InvalidAccessException if the code may not be named under these rules
     * @throws SyntaxException if the reason does not fit
     */
    public static CloseBody check(int code, @Nullable String reason, CloseRules rules) {
        if (!CloseCodes.mayBeNamed(code, rules)) {
            throw new InvalidAccessException(
                    "InvalidAccessError: close code " + code + " is not allowed under the rule set \""
                            + rules.name().toLowerCase(java.util.Locale.ROOT) + "\", which allows "
                            + switch (rules) {
                                case BROWSER ->
                                    "1000 and 3000-4999 (WHATWG WebSockets, close(), step 1); use one of these, or close() to have a code "
                                            + "chosen, or the setting adieu.rules=rfc6455";
                                case RFC6455 ->
                                    "1000-1003, 1007-1014 and 3000-4999 (RFC 6455, section 7.4); use one of these, or close() to have a code chosen";
                            });
        }
        String sent = UsvString.of(reason == null ? "" : reason);
        int length = UsvString.utf8Length(sent);
        if (length > CloseReasons.MAX_BYTES) {
            throw new SyntaxException("SyntaxError: the close reason has " + length + " bytes of UTF-8, and at most "
                    + CloseReasons.MAX_BYTES + " are allowed (WHATWG WebSockets, close(), step 2); shorten it");
        }
        return new CloseBody(code, sent);
    }
}
