package dev.adieu.websocket.impl.connection.proxy;

import dev.adieu.websocket.impl.connection.auth.PasswordAuthenticator.Scheme;
import dev.adieu.websocket.impl.connection.auth.UserInfo;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the credentials for a proxy that asks for them and was named without any. Any thread. */
public interface ProxyCredentials {

    /** Has none. */
    ProxyCredentials NONE = new ProxyCredentials() {
        @Override
        public Set<Scheme> schemes() {
            return Set.of();
        }

        @Override
        public @Nullable UserInfo ask(
                Proxy proxy, InetAddress address, URI server, String prompt, @Nullable String scheme) {
            return null;
        }
    };

    /** Returns the schemes for which there may be credentials; empty if there never are any. */
    Set<Scheme> schemes();

    /**
     * Returns the credentials; {@code null} if there are none. May block, and may be code of the application.
     *
     * @param address of the proxy
     * @param server the origin of the server that the proxy is to lead to
     * @param prompt the realm
     * @param scheme in lower case; {@code null} for SOCKS
     */
    @Nullable
    UserInfo ask(Proxy proxy, InetAddress address, URI server, String prompt, @Nullable String scheme);
}
