package dev.adieu.websocket.impl.connection.http;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;

/** The limits for what is read of a response, the server's or a proxy's. */
public final class ResponseLimits {

    /** The most interim responses that are read before the response itself. */
    public static final int MAX_INTERIM_RESPONSES = 10;

    /** More than any server needs for its headers, and small enough to bound what a malicious one makes us buffer. */
    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private ResponseLimits() {}

    /** Returns the configuration of a decoder that reads no more headers than that. */
    public static HttpDecoderConfig decoderConfig() {
        return new HttpDecoderConfig().setMaxInitialLineLength(MAX_HEADER_BYTES).setMaxHeaderSize(MAX_HEADER_BYTES);
    }

    /** Returns whether another response follows (RFC 9110, section 15.2); none follows 101. */
    public static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL
                && status.code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }
}
