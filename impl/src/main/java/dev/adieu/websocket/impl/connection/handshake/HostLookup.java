package dev.adieu.websocket.impl.connection.handshake;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface HostLookup {

    /** The platform's own. */
    HostLookup PLATFORM = new HostLookup() {
        @Override
        public List<InetAddress> addressesOf(String host) throws UnknownHostException {
            return List.of(InetAddress.getAllByName(host));
        }

        /** What is an address is not looked up, and {@code localhost} is asked of no server (RFC 6761, section 6.3). */
        @Override
        public boolean mayWait(String host) {
            return !NetUtil.isValidIpV4Address(host)
                    && !NetUtil.isValidIpV6Address(host)
                    && !host.equalsIgnoreCase("localhost");
        }
    };

    /**
     * The addresses, in the order in which they are to be tried.
     *
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;

    /** Returns whether that may take a while, so that it is to be done where waiting harms nobody. */
    default boolean mayWait(String host) {
        return true;
    }
}
