package dev.adieu.websocket.impl.provider;

import static dev.adieu.websocket.impl.provider.arguments.Arguments.notNull;

import jakarta.websocket.DeploymentException;
import java.net.URI;

/** Checks where to connect to (RFC 6455, section 3; WHATWG, "new WebSocket(url)"). */
final class TargetUri {

    private TargetUri() {}

    /** The URI without its fragment, which is never sent, and with everything encoded that is not ASCII. */
    static URI check(URI path) throws DeploymentException {
        notNull(path, "path");
        boolean isWebSocket = "ws".equalsIgnoreCase(path.getScheme()) || "wss".equalsIgnoreCase(path.getScheme());
        if (!isWebSocket || path.getHost() == null) {
            throw new DeploymentException("\"" + path
                    + "\" is no address of a WebSocket; it must be absolute, with the scheme ws or wss and a host "
                    + "(RFC 6455, section 3)");
        }
        if (path.getPort() == 0 || path.getPort() > 0xFFFF) {
            throw new DeploymentException("\"" + path + "\" has a port that does not exist; ports are 1 to 65535");
        }
        String sent = path.toASCIIString().split("#", 2)[0];
        return sent.equals(path.toString()) ? path : URI.create(sent);
    }
}
