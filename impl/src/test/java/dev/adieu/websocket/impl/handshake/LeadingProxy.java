package dev.adieu.websocket.impl.handshake;

import dev.adieu.websocket.peer.ConnectProxy;
import dev.adieu.websocket.peer.OpeningRequest;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.ScriptedPeer;
import java.util.List;

/** A proxy that leads to one peer, whatever host and port it is asked for. */
record LeadingProxy(ScriptedPeer peer, ConnectProxy proxy) implements AutoCloseable {

    static LeadingProxy open(Script script) {
        ScriptedPeer peer = ScriptedPeer.plain(script);
        return new LeadingProxy(peer, ConnectProxy.plain().leadingTo(peer.port()));
    }

    String uri() {
        return proxy.uri().toString();
    }

    List<String> hostHeaders() {
        return peer.connections().stream()
                .map(connection -> connection.request().header("Host").orElse("none"))
                .toList();
    }

    List<String> connectTargets() {
        return proxy.requests().stream().map(OpeningRequest::target).toList();
    }

    @Override
    public void close() {
        proxy.close();
        peer.close();
    }
}
