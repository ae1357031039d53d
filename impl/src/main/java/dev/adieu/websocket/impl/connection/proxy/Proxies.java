package dev.adieu.websocket.impl.connection.proxy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.BiConsumer;

/** Says which proxies lead to a server. Any thread. */
public interface Proxies {

    /**
     * The proxies for a server.
     *
     * @param proxies at least one, in the order in which they are to be tried; {@link Proxy#NONE} for a direct
     *     connection
     * @param unreachable to be called with each that could not be connected to; may wait
     * @param credentials for a proxy that asks for them and has none
     */
    record Choice(List<Proxy> proxies, BiConsumer<Proxy, IOException> unreachable, ProxyCredentials credentials) {}

    /**
     * Chooses the proxies for a server.
     *
     * @param server with the scheme {@code http} or {@code https}, and host and port
     * @throws IOException if that is not possible
     */
    Choice choose(URI server) throws IOException;

    /** Returns whether choosing may block, so that it must not run on an event loop. */
    boolean mayWait();

    /** Returns what always chooses the same proxy. */
    static Proxies always(Proxy proxy) {
        Choice choice = new Choice(List.of(proxy), (unreachable, failure) -> {}, ProxyCredentials.NONE);
        return new Proxies() {
            @Override
            public Choice choose(URI server) {
                return choice;
            }

            @Override
            public boolean mayWait() {
                return false;
            }
        };
    }
}
