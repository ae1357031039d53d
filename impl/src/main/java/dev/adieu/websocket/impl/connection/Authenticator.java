package dev.adieu.websocket.impl.connection;

import java.net.URI;
import java.util.List;

/** Answers a challenge of the server (RFC 9110, section 11). */
@FunctionalInterface
public interface Authenticator {

    /**
     * The value of the {@code Authorization} header. Called on the callback executor; may block.
     *
     * @param challenges the values of {@code WWW-Authenticate}, as they came
     * @return {@code null} if none of them can be answered
     * @throws java.io.IOException if a challenge is malformed
     */
    String answer(URI uri, List<String> challenges) throws java.io.IOException;
}
