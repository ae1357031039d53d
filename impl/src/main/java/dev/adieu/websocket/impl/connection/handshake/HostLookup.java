package dev.adieu.websocket.impl.connection.handshake;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface HostLookup {

    /** Uses the lookup of the JDK. */
    HostLookup PLATFORM = new HostLookup() {
        @Override
        public List<InetAddress> addressesOf(String host) throws UnknownHostException {
            return List.of(InetAddress.getAllByName(isLocalhost(host) ? "localhost" : host));
        }

        /** An address needs no lookup, and no server is asked for {@code localhost}. */
        @Override
        public boolean mayWait(String host) {
            return !NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host) && !isLocalhost(host);
        }

        /** Returns whether it is {@code localhost} or a name below it, as in browsers (RFC 6761, section 6.3). */
        private static boolean isLocalhost(String host) {
            String name = host.toLowerCase(Locale.ROOT);
            String qualified = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            return qualified.equals("localhost") || qualified.endsWith(".localhost");
        }
    };

    /**
     * Returns the addresses of a host, in the order in which they are to be tried.
     *
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;

    /** Returns whether a lookup may block, so that it must not run on an event loop. */
    default boolean mayWait(String host) {
        return true;
    }
}
