package dev.adieu.websocket;

import jakarta.websocket.DeploymentException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@code connectToServer} if the server answered the opening handshake, but there is no connection: it
 * answered with another status than 101, or with a 101 that is not valid (RFC 6455, section 4.1). It is also the
 * failure of {@link ConnectionAttempt#session()} and {@link CloseEvent#failure()}. A server that cannot be reached, or
 * that ends TCP before it has answered, is an {@link java.io.IOException} instead.
 *
 * <p>The message holds neither user information nor a query of an address; headers and body may hold secrets.
 */
public class HandshakeRefusedException extends DeploymentException {

    private static final long serialVersionUID = 1L;

    /** The address after redirects. */
    private final URI uri;

    /** The HTTP status. */
    private final int status;

    /** Serializable, as are its keys and values. */
    @SuppressWarnings("serial")
    private final Map<String, List<String>> headers;

    /** The beginning of the body. */
    private final byte[] body;

    /** The time that the server asks to wait; {@code null} if it asks for none. */
    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param message states what the server answered, and how to fix it
     * @param uri see {@link #getUri()}
     * @param status see {@link #getStatus()}
     * @param headers see {@link #getHeaders()}
     * @param body see {@link #getBody()}
     * @param retryAfter see {@link #getRetryAfter()}; {@code null} if the server does not ask
     * @param cause the cause; {@code null} if there is none
     */
    public HandshakeRefusedException(
            String message,
            URI uri,
            int status,
            Map<String, List<String>> headers,
            byte[] body,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.uri = Objects.requireNonNull(uri, "uri");
        this.status = status;
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, Collections.unmodifiableList(new ArrayList<>(values))));
        this.headers = Collections.unmodifiableMap(copy);
        this.body = body.clone();
        this.retryAfter = retryAfter;
    }

    /**
     * Returns the address that was refused: after redirects, the last one. It has the scheme {@code ws} or {@code wss},
     * the query, and no user information.
     *
     * @return the address
     */
    public URI getUri() {
        return uri;
    }

    /**
     * Returns the HTTP status: 401 if credentials are missing or wrong, 403 if they are not enough, 404 if there is no
     * such endpoint, 426 for another version of the protocol, 429 and 503 if a later try may succeed; 101 if the server
     * accepted in a way that the client has to refuse.
     *
     * @return the status
     */
    public int getStatus() {
        return status;
    }

    /**
     * Returns the headers of the response. Their names are found in any case.
     *
     * @return an unmodifiable map
     */
    public Map<String, List<String>> getHeaders() {
        return headers;
    }

    /**
     * Returns the beginning of the body of the response: what arrived together with the headers, and at most 4 KiB. The
     * rest is not waited for.
     *
     * @return a copy; empty if nothing of a body arrived with the headers
     */
    public byte[] getBody() {
        return body.clone();
    }

    /**
     * Returns how long the server asks to wait before the next try ({@code Retry-After} in seconds or as a date: RFC
     * 9110, section 10.2.3), counted from its response.
     *
     * @return the time, zero if that moment had passed; empty if the server does not ask
     */
    public Optional<Duration> getRetryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
