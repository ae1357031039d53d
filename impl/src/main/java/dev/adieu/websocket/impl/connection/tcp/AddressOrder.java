package dev.adieu.websocket.impl.connection.tcp;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The order in which the addresses of a host are tried. */
final class AddressOrder {

    private AddressOrder() {}

    /**
     * Returns the addresses so that IPv4 and IPv6 take turns (RFC 8305, section 4, with a "First Address Family Count"
     * of 1). The family of the first address is the first, and each family keeps its order: the platform has sorted the
     * addresses (RFC 6724; {@code java.net.preferIPv6Addresses}).
     */
    static List<InetAddress> interleaved(List<InetAddress> addresses) {
        if (addresses.size() < 3) {
            return addresses;
        }
        Queue<InetAddress> next = new ArrayDeque<>();
        Queue<InetAddress> later = new ArrayDeque<>();
        for (InetAddress address : addresses) {
            (address.getClass() == addresses.get(0).getClass() ? next : later).add(address);
        }
        List<InetAddress> ordered = new ArrayList<>(addresses.size());
        while (ordered.size() < addresses.size()) {
            if (!next.isEmpty()) {
                ordered.add(next.remove());
            }
            Queue<InetAddress> turn = next;
            next = later;
            later = turn;
        }
        return ordered;
    }
}
