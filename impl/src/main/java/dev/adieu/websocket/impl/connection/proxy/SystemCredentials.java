package dev.adieu.websocket.impl.connection.proxy;

import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator.Scheme;
import dev.adieu.websocket.impl.connection.auth.UserInfo;
import dev.adieu.websocket.impl.connection.proxy.Proxy.Kind;
import java.net.Authenticator;
import java.net.Authenticator.RequestorType;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URL;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The credentials that the JVM's default {@link Authenticator} has. It is asked as {@link java.net.HttpURLConnection}
 * and {@link java.net.Socket} ask it. Any thread.
 */
final class SystemCredentials implements ProxyCredentials {

    /** Names the schemes that the JDK does not use for CONNECT. */
    static final String DISABLED = "jdk.http.auth.tunneling.disabledSchemes";

    /** The value of the JDK, in {@code conf/net.properties}: Basic would send the password in clear. */
    private static final String DISABLED_BY_DEFAULT = "Basic";

    @Override
    public Set<Scheme> schemes() {
        List<String> disabled = Arrays.stream(
                        System.getProperty(DISABLED, DISABLED_BY_DEFAULT).split(","))
                .map(scheme -> scheme.strip().toUpperCase(Locale.ROOT))
                .toList();
        Set<Scheme> schemes = EnumSet.allOf(Scheme.class);
        schemes.removeIf(scheme -> disabled.contains(scheme.name()));
        return schemes;
    }

    @Override
    public @Nullable UserInfo ask(
            Proxy proxy, InetAddress address, URI server, String prompt, @Nullable String scheme) {
        boolean http = proxy.kind() == Kind.HTTP;
        PasswordAuthentication found = Authenticator.requestPasswordAuthentication(
                proxy.host(),
                address,
                proxy.port(),
                http ? "http" : "SOCKS5",
                prompt,
                http ? scheme : null,
                http ? url(server) : null,
                // As the JDK's SOCKS client asks.
                http ? RequestorType.PROXY : RequestorType.SERVER);
        return found == null ? null : new UserInfo(found.getUserName(), new String(found.getPassword()));
    }

    private static URL url(URI server) {
        try {
            return server.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("the JDK knows http and https", e);
        }
    }
}
