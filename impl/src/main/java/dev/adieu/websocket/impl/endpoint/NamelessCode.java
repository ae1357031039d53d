package dev.adieu.websocket.impl.endpoint;

import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import java.util.Arrays;

/** A close code that has no constant in Jakarta WebSocket. */
public record NamelessCode(int getCode) implements CloseCode {

    /** Returns the standard constant where there is one, as applications compare with it. */
    public static CloseCode of(int code) {
        return Arrays.stream(CloseCodes.values())
                .filter(known -> known.getCode() == code)
                .<CloseCode>map(known -> known)
                .findFirst()
                .orElseGet(() -> new NamelessCode(code));
    }

    @Override
    public String toString() {
        return String.valueOf(getCode);
    }
}
