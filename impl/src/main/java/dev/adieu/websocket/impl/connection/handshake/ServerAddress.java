package dev.adieu.websocket.impl.connection.handshake;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of a WebSocket server, and all rules for its URI: RFC 6455, section 3; WHATWG WebSockets, "{@code new
 * WebSocket(url)}". Immutable.
 */
public final class ServerAddress {

    private final boolean secure;
    /** An IPv6 address without brackets, maybe with a zone. */
    private final String host;

    private final int port;
    private final String path;
    /** {@code null} for none. */
    private final @Nullable String query;
    /** {@code null} for none. */
    private final @Nullable String userInfo;

    private ServerAddress(String scheme, String authority, String path, @Nullable String query) {
        secure = secure(scheme);
        int at = authority.lastIndexOf('@');
        userInfo = at < 0 ? null : authority.substring(0, at);
        String hostAndPort = authority.substring(at + 1);
        int bracket = hostAndPort.indexOf(']');
        int colon = hostAndPort.indexOf(':', Math.max(bracket, 0));
        host = UrlHost.parse(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
        port = colon < 0 || colon + 1 == hostAndPort.length() ? standardPort() : port(hostAndPort.substring(colon + 1));
        this.path = path.isEmpty() ? "/" : path;
        this.query = query;
    }

    /**
     * Reads an address that an application gave.
     *
     * @throws IllegalArgumentException with a message that names the rule, and the address without its secrets
     */
    public static ServerAddress of(URI uri) {
        try {
            if (uri.getScheme() == null || uri.getRawAuthority() == null) {
                throw new IllegalArgumentException("it must be absolute and name a host");
            }
            if (uri.getRawFragment() != null) {
                throw new IllegalArgumentException("it must not have a fragment");
            }
            URI ascii = URI.create(uri.toASCIIString());
            return new ServerAddress(
                    ascii.getScheme(), ascii.getRawAuthority(), ascii.getRawPath(), ascii.getRawQuery());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + shown(uri) + "\" is not an address of a WebSocket: " + e.getMessage()
                            + " (RFC 6455, section 3; WHATWG WebSockets, \"new WebSocket(url)\")",
                    e);
        }
    }

    /** Returns a URI without user information, query and fragment, which may hold secrets. */
    public static String shown(URI uri) {
        return uri.isOpaque() ? uri.getScheme() + ":" + shown(uri.getRawSchemeSpecificPart()) : shown(uri.toString());
    }

    /**
     * Returns a reference without user information, query and fragment, whatever its form. What stands in front of an
     * {@code @} in its first segment is left out, because some reader may take it for user information.
     */
    static String shown(String reference) {
        String shown = reference.split("[?#]", 2)[0];
        int start = 0;
        while (start < shown.length() && isSchemeCharacter(shown.charAt(start))) {
            start++;
        }
        start = start < shown.length() && shown.charAt(start) == ':' ? start + 1 : 0;
        while (start < shown.length() && isSlash(shown.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < shown.length() && !isSlash(shown.charAt(end))) {
            end++;
        }
        int at = shown.lastIndexOf('@', end - 1);
        if (at < 0) {
            return shown;
        }
        // What looks like a scheme, and has no slash behind it, may be a user name.
        boolean slashes = start > 0 && isSlash(shown.charAt(start - 1));
        return (slashes ? shown.substring(0, start) : "") + shown.substring(at + 1);
    }

    private static boolean isSchemeCharacter(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || "+-.".indexOf(c) >= 0;
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    private static boolean secure(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "ws", "http" -> false;
            case "wss", "https" -> true;
            default ->
                throw new IllegalArgumentException(
                        "its scheme must be ws, wss, http or https, and not \"" + scheme + "\"");
        };
    }

    private static int port(String digits) {
        boolean isPort = digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = isPort ? Integer.parseInt(digits) : -1;
        if (number < 1 || number > 0xFFFF) {
            throw new IllegalArgumentException("its port must be a number from 1 to 65535, and not \"" + digits + "\"");
        }
        return number;
    }

    /** Returns whether the server is reached over TLS. */
    public boolean secure() {
        return secure;
    }

    /** Returns the host as it is looked up: an IPv6 address without brackets, with the zone if one was given. */
    public String host() {
        return host;
    }

    /**
     * Returns the host as it is sent to others: without a zone, which has a meaning only on this machine (RFC 6874).
     */
    String publicHost() {
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }

    /**
     * Returns the host as a certificate has it: without the dot at the end of a fully qualified name, which no
     * certificate has (RFC 5280, section 4.2.1.6), and which must not be sent in the TLS handshake (RFC 6066, section
     * 3).
     */
    String certifiedHost() {
        String name = publicHost();
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    public int port() {
        return port;
    }

    private int standardPort() {
        return secure ? 443 : 80;
    }

    /** Returns the user information as it was written; {@code null} if there is none. */
    public @Nullable String userInfo() {
        return userInfo;
    }

    /** Returns the value of the {@code Host} header (RFC 6455, section 4.1, item 4 of the request). */
    String hostHeader() {
        return bracketed(publicHost()) + (port == standardPort() ? "" : ":" + port);
    }

    /**
     * Returns the origin of the server (WHATWG HTML, "serialization of an origin"), as a page that it serves has it.
     */
    public String origin() {
        return (secure ? "https" : "http") + "://" + hostHeader().toLowerCase(Locale.ROOT);
    }

    /** Returns host and port, for CONNECT (RFC 9110, section 9.3.6). */
    String hostAndPort() {
        return bracketed(publicHost()) + ":" + port;
    }

    private static String bracketed(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** Returns the request target: path and query (RFC 6455, section 3, "resource name"). */
    String target() {
        return query == null ? path : path + "?" + query;
    }

    /** Returns the address with the scheme {@code ws} or {@code wss}, and without user information. */
    public URI uri() {
        return URI.create(withoutQuery() + (query == null ? "" : "?" + query));
    }

    /** Returns the origin as those who choose proxies know it. */
    URI httpUri() {
        return URI.create((secure ? "https://" : "http://") + hostAndPort());
    }

    private String withoutQuery() {
        return (secure ? "wss" : "ws") + "://" + hostHeader() + path;
    }

    /** Returns scheme, host, port and path, for messages: a query may hold a secret. */
    @Override
    public String toString() {
        return withoutQuery();
    }

    /** Returns whether scheme, host and port are the same (WHATWG HTML, "same origin"). */
    boolean sameOriginAs(ServerAddress other) {
        return secure == other.secure && port == other.port && host.equalsIgnoreCase(other.host);
    }

    /**
     * Follows the value of a {@code Location} header (RFC 9110, section 10.2.2; RFC 3986, section 5.2). Characters that
     * must be encoded are encoded, as browsers do; user information and the fragment are dropped.
     *
     * @param location one character for each byte
     * @throws IllegalArgumentException with a message that says why it cannot be followed
     */
    ServerAddress redirectedTo(String location) {
        String reference = encoded(location.strip()).split("#", 2)[0];
        int question = reference.indexOf('?');
        String before = question < 0 ? reference : reference.substring(0, question);
        String nextQuery =
                question < 0 ? null : reference.substring(question + 1).replace("\\", "%5C");
        before = before.replace('\\', '/');
        int colon = before.indexOf(':');
        int slash = before.indexOf('/');
        boolean absolute = colon > 0 && (slash < 0 || colon < slash);
        String scheme = absolute ? before.substring(0, colon) : secure ? "wss" : "ws";
        String rest = absolute ? before.substring(colon + 1) : before;
        if (absolute) {
            secure(scheme);
        }
        if (rest.startsWith("//")) {
            int end = rest.indexOf('/', 2);
            String authority = end < 0 ? rest.substring(2) : rest.substring(2, end);
            return new ServerAddress(
                    scheme,
                    authority.substring(authority.lastIndexOf('@') + 1),
                    withoutDots(end < 0 ? "" : rest.substring(end)),
                    nextQuery);
        }
        if (absolute) {
            throw new IllegalArgumentException("it must name a host");
        }
        String merged = rest.isEmpty()
                ? path
                : withoutDots(rest.startsWith("/") ? rest : path.substring(0, path.lastIndexOf('/') + 1) + rest);
        return new ServerAddress(
                scheme, hostAndPortWithZone(), merged, rest.isEmpty() && question < 0 ? query : nextQuery);
    }

    private String hostAndPortWithZone() {
        return bracketed(host) + ":" + port;
    }

    /** Encodes the characters that {@link URI} does not accept (WHATWG URL, "path state" and "query state"). */
    private static String encoded(String bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            boolean strayPercent = c == '%' && !isHex(bytes, i + 1);
            if (c == '\t') {
                continue; // WHATWG URL, "basic URL parser", step 3.
            }
            if (c <= ' ' || c >= 127 || strayPercent || "\"<>^`{|}".indexOf(c) >= 0) {
                text.append(String.format("%%%02X", c & 0xFF));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean isHex(String text, int index) {
        return index + 1 < text.length()
                && Character.digit(text.charAt(index), 16) >= 0
                && Character.digit(text.charAt(index + 1), 16) >= 0;
    }

    /** Removes the segments {@code .} and {@code ..} (RFC 3986, section 5.2.4). */
    private static String withoutDots(String rawPath) {
        StringBuilder result = new StringBuilder();
        String[] segments = rawPath.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            switch (segments[i].toLowerCase(Locale.ROOT).replace("%2e", ".")) {
                case "." -> result.append(last ? "/" : "");
                case ".." -> {
                    result.setLength(Math.max(result.lastIndexOf("/"), 0));
                    result.append(last ? "/" : "");
                }
                default -> result.append('/').append(segments[i]);
            }
        }
        return result.toString().replace("[", "%5B").replace("]", "%5D");
    }
}
