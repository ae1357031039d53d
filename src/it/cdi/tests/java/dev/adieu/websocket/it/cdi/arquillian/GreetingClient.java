package dev.adieu.websocket.it.cdi.arquillian;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;

/** An endpoint of the deployed application. */
@Dependent
@ClientEndpoint
public class GreetingClient {

    @Inject
    private Greeter greeter;

    @OnMessage
    public void text(String text) {
        greeter.greet(text);
    }
}
