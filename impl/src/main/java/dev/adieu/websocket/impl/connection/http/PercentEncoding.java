package dev.adieu.websocket.impl.connection.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads what is percent-encoded in a URI (RFC 3986, section 2.1). */
public final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Returns the text with UTF-8 decoded. Unlike in a form, a plus sign stands for itself.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits
     */
    public static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
