package dev.adieu.tck.application;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Reports what the server sees: the class of its own container, or where a class named in the message comes from. */
@ServerEndpoint("/realm")
public class RealmServer {

    @OnMessage
    public String look(String name) {
        if (name.equals("container")) {
            return ContainerProvider.getWebSocketContainer().getClass().getName();
        }
        try {
            return Class.forName(name)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString();
        } catch (ClassNotFoundException e) {
            return "not found";
        }
    }
}
