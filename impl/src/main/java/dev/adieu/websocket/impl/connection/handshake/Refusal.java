package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.impl.connection.http.PeerText;
import dev.adieu.websocket.impl.connection.http.RetryAfter;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A response that does not complete the opening handshake, with as much of its body as is kept. One thread at a time.
 */
final class Refusal {

    private static final int MAX_BODY_BYTES = 4096;

    private final ServerAddress address;
    private final HttpResponse response;
    private final Optional<Duration> retryAfter;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Refusal(ServerAddress address, HttpResponse response) {
        this.address = address;
        this.response = response;
        this.retryAfter = RetryAfter.parse(response.headers().get(HttpHeaderNames.RETRY_AFTER), Instant.now());
    }

    int status() {
        return response.status().code();
    }

    HttpHeaders headers() {
        return response.headers();
    }

    /** Keeps a part of the body, and returns whether more of it would be kept. */
    boolean keep(ByteBuf part) {
        byte[] kept = new byte[Math.min(part.readableBytes(), MAX_BODY_BYTES - body.size())];
        part.getBytes(part.readerIndex(), kept);
        body.writeBytes(kept);
        return body.size() < MAX_BODY_BYTES;
    }

    /** Returns the exception for a status that refuses, with words about this status. */
    HandshakeRefusedException exception(String hint) {
        return refused(address + " answered the opening handshake with "
                + shown(response.status().toString()) + " instead of 101 (RFC 6455, section 4.1)"
                + (hint.isEmpty() ? "" : "; " + hint) + retryAfterHint());
    }

    /** Returns the exception for a 101 that is not valid. */
    HandshakeRefusedException invalid(String why) {
        return refused(address
                + " answered the opening handshake with 101, but not as RFC 6455, section 4.1, requires: " + why);
    }

    /** Returns the exception for a 101 that has something malformed, about which the argument has the message. */
    HandshakeRefusedException invalid(IllegalArgumentException malformed) {
        return invalid(Objects.requireNonNullElseGet(malformed.getMessage(), malformed::toString));
    }

    private HandshakeRefusedException refused(String message) {
        return new HandshakeRefusedException(
                message,
                address.uri(),
                status(),
                OpeningHandshake.asMap(response.headers()),
                body.toByteArray(),
                retryAfter.orElse(null),
                null);
    }

    private String retryAfterHint() {
        return retryAfter
                .map(time -> "; it asks to wait for " + time.toSeconds() + " s (Retry-After)")
                .orElse("");
    }

    /** Returns what a server wrote, for a message. */
    private static String shown(String text) {
        return PeerText.shown(text);
    }

    /**
     * Returns a {@code Location} for a message, without user information, query, fragment and parameters of the path,
     * which may hold secrets.
     */
    static String shownReference(String location) {
        return shown(ServerAddress.shown(location).split(";", 2)[0]);
    }
}
