package dev.adieu.websocket.impl.connection.proxy;

import dev.adieu.websocket.impl.connection.auth.UserInfo;
import dev.adieu.websocket.impl.connection.proxy.Proxy.Kind;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the JVM's {@link ProxySelector} chooses: as a rule those of the system properties
 * {@code https.proxyHost}, {@code http.proxyHost}, {@code http.nonProxyHosts} and {@code socksProxyHost}.
 */
public final class SystemProxies implements Proxies {

    /** The JDK's own selector. It reads properties, unless it asks the desktop. */
    private static final String PLATFORM = "sun.net.spi.DefaultProxySelector";

    @Override
    public boolean mayWait() {
        ProxySelector selector = ProxySelector.getDefault();
        return selector != null
                && (!selector.getClass().getName().equals(PLATFORM) || Boolean.getBoolean("java.net.useSystemProxies"));
    }

    @Override
    public Choice choose(URI server) throws IOException {
        ProxySelector selector = ProxySelector.getDefault();
        List<java.net.Proxy> selected = selector == null ? null : select(selector, server);
        if (selected == null || selected.isEmpty()) {
            return new Choice(List.of(Proxy.NONE), (proxy, failure) -> {}, ProxyCredentials.NONE);
        }
        List<Proxy> proxies = new ArrayList<>();
        Map<Proxy, SocketAddress> addresses = new IdentityHashMap<>();
        for (java.net.Proxy each : selected) {
            Proxy proxy = proxy(each);
            proxies.add(proxy);
            addresses.put(proxy, each.address());
        }
        return new Choice(
                proxies,
                (proxy, failure) -> selector.connectFailed(server, addresses.get(proxy), failure),
                Authenticator.getDefault() == null ? ProxyCredentials.NONE : new SystemCredentials());
    }

    private static List<java.net.Proxy> select(ProxySelector selector, URI server) throws IOException {
        try {
            return selector.select(server);
        } catch (RuntimeException e) {
            throw new IOException(
                    "the ProxySelector " + selector.getClass().getName() + " names no proxy for " + server + ": " + e
                            + " (adieu.proxy=none does not ask it)",
                    e);
        }
    }

    private static Proxy proxy(java.net.Proxy selected) {
        if (selected.type() == java.net.Proxy.Type.DIRECT
                || !(selected.address() instanceof InetSocketAddress address)) {
            return Proxy.NONE;
        }
        boolean http = selected.type() == java.net.Proxy.Type.HTTP;
        // The properties are those of the JDK's own SOCKS client.
        Kind kind = http ? Kind.HTTP : "4".equals(System.getProperty("socksProxyVersion")) ? Kind.SOCKS4A : Kind.SOCKS5;
        return new Proxy(kind, address.getHostString(), address.getPort(), http ? null : socksCredentials(), Map.of());
    }

    private static @Nullable UserInfo socksCredentials() {
        String user = System.getProperty("java.net.socks.username");
        return user == null ? null : new UserInfo(user, System.getProperty("java.net.socks.password", ""));
    }
}
