package dev.adieu.websocket.impl.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. Called where waiting harms nobody. */
@FunctionalInterface
public interface HostLookup {

    /** The platform's own. */
    HostLookup PLATFORM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * The addresses, in the order in which they are to be tried.
     *
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
