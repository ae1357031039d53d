package dev.adieu.websocket.impl.connection.handshake;

import dev.adieu.websocket.HandshakeRefusedException;
import dev.adieu.websocket.impl.connection.auth.Authorization;
import dev.adieu.websocket.impl.connection.http.HttpToken;
import dev.adieu.websocket.impl.connection.http.PeerText;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the request of one opening handshake, with a key of its own, and checks the response (RFC 6455, section 4.1).
 * No I/O. The constructor runs on the callback executor if the application edits headers; the response is checked
 * later, on the event loop.
 */
public final class OpeningHandshake {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Headers that may hold secrets and are removed after a redirect to another origin. */
    private static final List<String> NOT_CROSS_ORIGIN =
            List.of("Authorization", "Cookie", "Proxy-Authorization", "Host");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final HandshakeRequest request;
    private final HttpHeaders headers;
    private final String key;
    /** The name of the user whose credentials are sent; {@code null} if unknown. */
    private final @Nullable String user;

    private final List<String> offeredSubprotocols;
    private final List<Extension> offeredExtensions;

    /**
     * Makes the request, and lets the application edit it.
     *
     * @param crossOrigin whether a redirect has left the origin that the application asked for
     * @throws IllegalArgumentException if HTTP cannot carry a header that the application gave, or an extension that it
     *     offers is malformed
     */
    OpeningHandshake(HandshakeRequest request, @Nullable Authorization authorization, boolean crossOrigin) {
        this.request = request;
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        key = Base64.getEncoder().encodeToString(nonce);

        Map<String, List<String>> editable = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        addRequired(editable);
        put(editable, "Host", hostHeader());
        request.defaultHeaders().forEach((name, value) -> put(editable, name, value));
        if (!request.subprotocols().isEmpty()) {
            put(editable, "Sec-WebSocket-Protocol", String.join(", ", request.subprotocols()));
        }
        if (!request.extensions().isEmpty()) {
            put(editable, "Sec-WebSocket-Extensions", String.join(", ", request.extensions()));
        }
        if (authorization != null) {
            put(editable, "Authorization", authorization.header());
        }
        request.headers().edit(editable);
        if (crossOrigin) {
            editable.keySet().removeAll(NOT_CROSS_ORIGIN);
        }
        // Required, whatever the application did to the headers.
        addRequired(editable);
        editable.values().removeIf(Objects::isNull);
        List<String> host = editable.remove("Host");

        headers = new DefaultHttpHeaders();
        // The first header, as RFC 9110, section 7.2, recommends.
        (host == null ? List.of(hostHeader()) : host).forEach(value -> add(headers, "Host", value));
        editable.forEach((name, values) -> values.forEach(value -> add(headers, name, value)));
        user = authorization != null && authorization.header().equals(headers.get(HttpHeaderNames.AUTHORIZATION))
                ? authorization.user()
                : null;
        offeredSubprotocols = tokens(headers, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        offeredExtensions = extensions(headers);
        PermessageDeflate.checkOffers(offeredExtensions);
    }

    private void addRequired(Map<String, List<String>> editable) {
        put(editable, "Upgrade", "websocket");
        put(editable, "Connection", "Upgrade");
        put(editable, "Sec-WebSocket-Key", key);
        put(editable, "Sec-WebSocket-Version", "13");
    }

    private static void put(Map<String, List<String>> editable, String name, String value) {
        editable.put(name, new ArrayList<>(List.of(value)));
    }

    private static void add(HttpHeaders headers, String name, @Nullable String value) {
        if (!HttpToken.is(name)) {
            throw notAllowed(name, "its name must be " + HttpToken.RULE);
        }
        if (value == null) {
            throw notAllowed(name, "its value must not be null");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 127 || c > 255) {
                // Without the value, which may be a secret.
                throw notAllowed(
                        name,
                        String.format(
                                "its value must have no control characters and none beyond U+00FF, and has U+%04X"
                                        + " at index %d (RFC 9110, section 5.5)",
                                (int) c, i));
            }
        }
        headers.add(name, value);
    }

    private static IllegalArgumentException notAllowed(String name, String why) {
        return new IllegalArgumentException("the header \"" + name + "\" of the opening handshake cannot be sent: "
                + why + "; see ClientEndpointConfig.Configurator.beforeRequest");
    }

    private String hostHeader() {
        return request.address().hostHeader();
    }

    FullHttpRequest httpRequest() {
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                request.address().target(),
                Unpooled.EMPTY_BUFFER,
                headers,
                new DefaultHttpHeaders());
    }

    /**
     * A valid response with status 101.
     *
     * @param headers of the response
     * @param deflate {@code null} if {@code permessage-deflate} is not in use
     */
    public record Accepted(
            Agreed agreed,
            Map<String, List<String>> headers,
            @Nullable PermessageDeflate deflate) {

        /** Returns what was agreed, without the headers, which may hold secrets. */
        @Override
        public String toString() {
            return agreed.toString();
        }
    }

    /**
     * The results of the opening handshake, for the whole life of the connection.
     *
     * @param subprotocol empty if the server chose none
     * @param extensions the extensions in use
     * @param requestUri the address of the server, after redirects
     * @param user the name of the user whose credentials the server accepted; {@code null} if none were sent
     */
    public record Agreed(
            String subprotocol,
            List<Extension> extensions,
            URI requestUri,
            @Nullable String user) {

        /** Returns the address without its query, which may hold a secret. */
        @Override
        public String toString() {
            return "agreed with " + ServerAddress.shown(requestUri);
        }
    }

    /**
     * Checks a response with status 101: steps 2 to 6 of "the client MUST validate the server's response".
     *
     * @throws HandshakeRefusedException if the response is not valid
     */
    Accepted accept(HttpResponse response) throws HandshakeRefusedException {
        Refusal refusal = new Refusal(request.address(), response);
        HttpHeaders answer = response.headers();
        // A server may repeat the header, as those do that return all headers of the request. The RFC refuses only a
        // value that does not match.
        List<String> upgrade = tokens(answer, HttpHeaderNames.UPGRADE);
        if (upgrade.isEmpty() || !upgrade.stream().allMatch("websocket"::equalsIgnoreCase)) {
            throw refusal.invalid(
                    "its Upgrade header is " + shown(answer, HttpHeaderNames.UPGRADE) + " and must be \"websocket\"");
        }
        if (tokens(answer, HttpHeaderNames.CONNECTION).stream().noneMatch("upgrade"::equalsIgnoreCase)) {
            throw refusal.invalid("its Connection header is " + shown(answer, HttpHeaderNames.CONNECTION)
                    + " and must have \"Upgrade\"");
        }
        if (!expectedAccept().equals(single(answer, HttpHeaderNames.SEC_WEBSOCKET_ACCEPT))) {
            throw refusal.invalid(
                    "its Sec-WebSocket-Accept header is " + shown(answer, HttpHeaderNames.SEC_WEBSOCKET_ACCEPT)
                            + " and must be \"" + expectedAccept() + "\"");
        }
        List<Extension> extensions = agreedExtensions(answer, refusal);
        return new Accepted(
                new Agreed(
                        subprotocol(answer, refusal),
                        extensions,
                        request.address().uri(),
                        user),
                asMap(answer),
                deflate(extensions, refusal));
    }

    private List<Extension> agreedExtensions(HttpHeaders answer, Refusal refusal) throws HandshakeRefusedException {
        List<Extension> agreed;
        try {
            agreed = extensions(answer);
        } catch (IllegalArgumentException e) {
            throw refusal.invalid(e);
        }
        for (Extension extension : agreed) {
            if (offeredExtensions.stream().noneMatch(offer -> offer.name().equals(extension.name()))) {
                throw refusal.invalid("it uses the extension \"" + extension.name() + "\", which was not offered");
            }
        }
        return agreed;
    }

    private @Nullable PermessageDeflate deflate(List<Extension> agreed, Refusal refusal)
            throws HandshakeRefusedException {
        List<Extension> deflates = agreed.stream()
                .filter(extension -> extension.name().equals(PermessageDeflate.NAME))
                .toList();
        if (deflates.size() > 1) {
            throw refusal.invalid("it names permessage-deflate twice");
        }
        try {
            return deflates.isEmpty() ? null : PermessageDeflate.parse(deflates.get(0), offeredExtensions);
        } catch (IllegalArgumentException e) {
            throw refusal.invalid(e);
        }
    }

    /**
     * Returns the subprotocol that the server chose; empty for none, which it may choose (RFC 6455, section 4.1, step
     * 6).
     */
    private String subprotocol(HttpHeaders answer, Refusal refusal) throws HandshakeRefusedException {
        List<String> chosen = answer.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        if (chosen.isEmpty()) {
            return "";
        }
        if (chosen.size() > 1 || !offeredSubprotocols.contains(chosen.get(0))) {
            throw refusal.invalid("it chose the subprotocol " + shown(answer, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)
                    + " and was offered " + offeredSubprotocols);
        }
        return chosen.get(0);
    }

    private String expectedAccept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    static Map<String, List<String>> asMap(HttpHeaders headers) {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header ->
                map.computeIfAbsent(header.getKey(), name -> new ArrayList<>()).add(header.getValue()));
        return map;
    }

    private static @Nullable String single(HttpHeaders headers, CharSequence name) {
        List<String> values = headers.getAll(name);
        return values.size() == 1 ? values.get(0).strip() : null;
    }

    private static String shown(HttpHeaders headers, CharSequence name) {
        List<String> values = headers.getAll(name);
        return values.isEmpty() ? "missing" : PeerText.shown(values.toString());
    }

    private static List<String> tokens(HttpHeaders headers, CharSequence name) {
        List<String> tokens = new ArrayList<>();
        for (String value : headers.getAll(name)) {
            for (String token : value.split(",")) {
                if (!token.isBlank()) {
                    tokens.add(token.strip());
                }
            }
        }
        return tokens;
    }

    private static List<Extension> extensions(HttpHeaders headers) {
        return Extension.parse(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
    }
}
