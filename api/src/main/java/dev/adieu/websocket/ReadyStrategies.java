package dev.adieu.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;

/** The two predefined strategies. */
enum ReadyStrategies implements CloseCodeStrategy {
    STANDARD {
        @Override
        public CloseReason choose(CloseContext context) {
            return new CloseReason(code(context.cause()), null);
        }
    },

    BROWSER {
        @Override
        public CloseReason choose(CloseContext context) {
            return context.cause() == CloseCause.NORMAL
                    ? new CloseReason(CloseCodes.NO_STATUS_CODE, null)
                    : STANDARD.choose(context);
        }
    };

    private static CloseCode code(CloseCause cause) {
        return switch (cause) {
            case NORMAL -> CloseCodes.NORMAL_CLOSURE;
            case UNSPECIFIED -> CloseCodes.NO_STATUS_CODE;
            case GOING_AWAY, IDLE_TIMEOUT -> CloseCodes.GOING_AWAY;
            case PROTOCOL_ERROR -> CloseCodes.PROTOCOL_ERROR;
            case UNACCEPTABLE_DATA -> CloseCodes.CANNOT_ACCEPT;
            case INVALID_PAYLOAD -> CloseCodes.NOT_CONSISTENT;
            case POLICY_VIOLATION -> CloseCodes.VIOLATED_POLICY;
            case TOO_BIG -> CloseCodes.TOO_BIG;
            case MISSING_EXTENSION -> CloseCodes.NO_EXTENSION;
            case INTERNAL_ERROR -> CloseCodes.UNEXPECTED_CONDITION;
        };
    }
}
