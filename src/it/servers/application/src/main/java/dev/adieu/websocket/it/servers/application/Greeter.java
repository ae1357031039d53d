package dev.adieu.websocket.it.servers.application;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean, where there is CDI. */
@ApplicationScoped
public class Greeter {

    /** For CDI. */
    public Greeter() {}

    /** Reaches the bean, not only its proxy. */
    public String greet() {
        return "a greeter";
    }
}
