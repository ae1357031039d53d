package dev.adieu.websocket.impl.connection.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import java.lang.reflect.InvocationTargetException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The rules for what is read of a response, the server's or a proxy's. */
public final class ResponseLimits {

    private static final Logger LOGGER = Logger.getLogger(ResponseLimits.class.getName());

    /** The most interim responses that are read before the response itself. */
    public static final int MAX_INTERIM_RESPONSES = 10;

    /** More than any server needs for its headers, and small enough to bound what a malicious one makes us buffer. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private static final HttpDecoderConfig DECODER_CONFIG = decoderConfiguration();

    private ResponseLimits() {}

    /**
     * Returns the configuration of a decoder that reads no more headers than that. Lines may end with LF alone, as a
     * recipient may allow (RFC 9112, section 2.2) and browsers do. Only one response is read of a connection, so there
     * is no second one that such a line could be taken for.
     */
    public static HttpDecoderConfig decoderConfig() {
        return DECODER_CONFIG;
    }

    private static HttpDecoderConfig decoderConfiguration() {
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_HEADER_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
        try {
            HttpDecoderConfig.class
                    .getMethod("setStrictLineParsing", boolean.class)
                    .invoke(config, false);
        } catch (NoSuchMethodException e) {
            LOGGER.log(Level.FINE, "Netty is older than 4.2.5: it takes every line end", e);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Netty's decoder cannot be configured", e);
        }
        return config;
    }

    /** Returns whether another response follows (RFC 9110, section 15.2); none follows 101. */
    public static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL
                && status.code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }

    /**
     * Returns why this is not an HTTP response (RFC 9112, section 4; RFC 9110, section 15); {@code null} if it is one.
     */
    public static @Nullable String malformed(HttpResponse response) {
        if (response.decoderResult().isFailure()) {
            Throwable failure = response.decoderResult().cause();
            return PeerText.shown(
                    failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage());
        }
        int status = response.status().code();
        return status < 100 || status > 999 ? "its status is " + status : null;
    }
}
