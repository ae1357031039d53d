package dev.adieu.websocket.it.cdi.arquillian;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A bean of the deployed application. */
@ApplicationScoped
public class Greeter {

    private final List<String> greeted = new CopyOnWriteArrayList<>();

    public void greet(String whom) {
        greeted.add(whom);
    }

    public List<String> greeted() {
        return greeted;
    }
}
