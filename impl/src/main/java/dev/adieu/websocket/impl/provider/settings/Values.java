package dev.adieu.websocket.impl.provider.settings;

import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator;
import dev.adieu.websocket.impl.connection.auth.UserInfo;
import dev.adieu.websocket.impl.connection.handshake.ServerAddress;
import dev.adieu.websocket.impl.connection.proxy.Proxies;
import dev.adieu.websocket.impl.connection.proxy.Proxy;
import dev.adieu.websocket.impl.connection.proxy.Proxy.Kind;
import dev.adieu.websocket.impl.connection.proxy.SystemProxies;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The parsers of settings. Each throws an exception that says why a value is not allowed. */
final class Values {

    /** Stands for no header. */
    static final String NONE = "none";
    /** Stands for the origin of the server. */
    static final String SERVER = "server";

    private Values() {}

    static String origin(Object value) {
        String text = value.toString().strip();
        // The serialization of an origin (WHATWG HTML); "null" is that of an opaque one.
        if (!text.equals(SERVER) && !text.equals(NONE) && !text.equals("null")) {
            String[] parts = text.split("://", 2);
            if (parts.length < 2
                    || !parts[0].matches("[A-Za-z][A-Za-z0-9+.-]*")
                    || !parts[1].matches("[\\x21-\\x7e&&[^/?#@\\\\]]+")) {
                throw new IllegalArgumentException("it must be a scheme, a host and maybe a port, without a path");
            }
        }
        return text;
    }

    static String userAgent(Object value) {
        String text = value.toString().strip();
        if (!text.matches("[\\x20-\\x7e]+")) {
            throw new IllegalArgumentException("it must have one or more characters, all of them ASCII");
        }
        return text;
    }

    static CloseRules rules(Object value) {
        return value instanceof CloseRules rules
                ? rules
                : switch (value.toString()) {
                    case "browser" -> CloseRules.BROWSER;
                    case "rfc6455" -> CloseRules.RFC6455;
                    default -> throw new IllegalArgumentException("there are no other rule sets");
                };
    }

    static Set<String> names(Object value) {
        return Arrays.stream(value.toString().split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Authenticator authenticator(Object value) {
        String[] parts = cast(String.class, value).split(":", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("it has no colon");
        }
        return new PasswordAuthenticator(parts[0], parts[1]);
    }

    static Proxies proxies(Object value) {
        return switch (value.toString()) {
            case "system" -> new SystemProxies();
            case "none" -> Proxies.always(Proxy.NONE);
            default -> Proxies.always(proxy(value, Map.of()));
        };
    }

    static Proxy proxy(Object value, Map<String, String> headers) {
        URI uri = URI.create(value.toString());
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each.scheme().equalsIgnoreCase(uri.getScheme()))
                .findFirst()
                .orElse(null);
        String authority = uri.getRawAuthority();
        if (kind == null || authority == null) {
            throw new IllegalArgumentException("it is not such a URI");
        }
        // Read as a server's: java.net.URI knows no host with an underscore, as names in Docker networks have.
        ServerAddress address = ServerAddress.of(URI.create("http://" + authority));
        boolean hasPort = authority.matches(".*:[0-9]+");
        UserInfo credentials = address.userInfo() == null ? null : UserInfo.parse(address.userInfo());
        if (kind == Kind.SOCKS4A
                && credentials != null
                && !credentials.password().isEmpty()) {
            throw new IllegalArgumentException("SOCKS 4 has no passwords");
        }
        return new Proxy(kind, address.host(), hasPort ? address.port() : kind.standardPort(), credentials, headers);
    }

    static boolean bool(Object value) {
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it is neither");
        };
    }

    static int between(int least, int most, Object value) {
        int number = Integer.parseInt(value.toString().strip());
        if (number < least || number > most) {
            throw new IllegalArgumentException("it is out of range");
        }
        return number;
    }

    static <T> T cast(Class<T> type, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("it is a " + value.getClass().getName());
        }
        return type.cast(value);
    }
}
