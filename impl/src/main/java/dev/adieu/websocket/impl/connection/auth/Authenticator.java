package dev.adieu.websocket.impl.connection.auth;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers the challenges of a server (RFC 9110, section 11). Any thread. */
@FunctionalInterface
public interface Authenticator {

    /**
     * Answers one of the challenges. Called on the callback executor, so it may block.
     *
     * @param request the request that was refused
     * @param challenges in the order in which they came
     * @return {@code null} if none of them can be answered
     * @throws IOException if a challenge is malformed
     */
    @Nullable
    Authorization answer(ChallengedRequest request, List<Challenge> challenges) throws IOException;
}
