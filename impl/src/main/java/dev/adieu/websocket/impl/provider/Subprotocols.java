package dev.adieu.websocket.impl.provider;

import jakarta.websocket.DeploymentException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks which subprotocols may be offered (RFC 6455, section 4.1; WHATWG, "new WebSocket(url, protocols)"). */
final class Subprotocols {

    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

    private Subprotocols() {}

    static List<String> check(List<String> offered) throws DeploymentException {
        Set<String> seen = new HashSet<>();
        for (String name : offered) {
            if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 127 && SEPARATORS.indexOf(c) < 0)) {
                throw new DeploymentException("the subprotocol \"" + name
                        + "\" cannot be offered: it must be a token (RFC 6455, section 4.1), at least one "
                        + "printable ASCII character and none of " + SEPARATORS);
            }
            if (!seen.add(name)) {
                throw new DeploymentException("the subprotocol \"" + name
                        + "\" is offered twice, and each may be only once (RFC 6455, section 4.1)");
            }
        }
        return offered;
    }
}
