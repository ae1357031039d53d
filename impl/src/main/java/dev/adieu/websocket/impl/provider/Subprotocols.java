package dev.adieu.websocket.impl.provider;

import dev.adieu.websocket.impl.connection.http.HttpToken;
import jakarta.websocket.DeploymentException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks which subprotocols may be offered (RFC 6455, section 4.1; WHATWG, "new WebSocket(url, protocols)"). */
final class Subprotocols {

    private Subprotocols() {}

    static List<String> check(List<String> offered) throws DeploymentException {
        Set<String> seen = new HashSet<>();
        for (String name : offered) {
            if (!HttpToken.is(name)) {
                throw new DeploymentException("the subprotocol \"" + name + "\" cannot be offered: it must be "
                        + HttpToken.RULE + " (RFC 6455, section 4.1)");
            }
            if (!seen.add(name)) {
                throw new DeploymentException("the subprotocol \"" + name
                        + "\" is offered twice; each may be offered only once (RFC 6455, section 4.1)");
            }
        }
        return offered;
    }
}
