package dev.adieu.websocket;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The two reconnect strategies that come with the API. Each decides from the context alone. */
enum ReadyReconnectStrategies implements ReconnectStrategy {
    NEVER {
        @Override
        public Optional<Duration> delay(ReconnectContext context) {
            return Optional.empty();
        }
    },

    STANDARD {
        @Override
        public Optional<Duration> delay(ReconnectContext context) {
            return isFinal(context) ? Optional.empty() : Optional.of(pause(context));
        }
    };

    private static final int SERVICE_RESTART = 1012;
    private static final int TRY_AGAIN_LATER = 1013;

    private static final Duration FIRST_STEP = Duration.ofSeconds(1);
    private static final Duration LONGER_FIRST_STEP = Duration.ofSeconds(10);
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);
    /** Enough for both first steps to reach the longest; more could overflow. */
    private static final int MAX_DOUBLINGS = 6;

    private static final Duration AT_ONCE = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    private static boolean isFinal(ReconnectContext context) {
        return context.closedByApplication()
                || context.retryAfter()
                        .filter(time -> time.compareTo(LONGEST_RETRY_AFTER) > 0)
                        .isPresent()
                || isFinal(context.event().code())
                || context.status().orElse(0) == 401
                || context.status().orElse(0) == 403
                || context.event()
                        .failure()
                        .filter(ReadyReconnectStrategies::isRefusedCertificate)
                        .isPresent();
    }

    /**
     * Returns whether no other try follows a code: normal closure, policy violation, mandatory extension (RFC 6455,
     * section 7.4), and the application's own codes.
     */
    private static boolean isFinal(int code) {
        return code == 1000 || code == 1008 || code == 1010 || code >= 4000 && code <= 4999;
    }

    private static boolean isRefusedCertificate(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    private static Duration pause(ReconnectContext context) {
        if (context.retryAfter().isPresent()) {
            return context.retryAfter().get().plus(backoff(FIRST_STEP, context));
        }
        return switch (context.event().code()) {
            case SERVICE_RESTART -> context.tries() == 0 ? jitter(AT_ONCE, context) : backoff(FIRST_STEP, context);
            case TRY_AGAIN_LATER -> LONGER_FIRST_STEP.plus(backoff(LONGER_FIRST_STEP, context));
            default -> backoff(FIRST_STEP, context);
        };
    }

    private static Duration backoff(Duration firstStep, ReconnectContext context) {
        Duration step = firstStep.multipliedBy(1L << Math.min(context.tries(), MAX_DOUBLINGS));
        return jitter(step.compareTo(LONGEST_STEP) < 0 ? step : LONGEST_STEP, context);
    }

    /** Returns a random part of a time (full jitter), so that clients that lost a server together spread over it. */
    private static Duration jitter(Duration most, ReconnectContext context) {
        return Duration.ofNanos((long) (most.toNanos() * context.random()));
    }
}
