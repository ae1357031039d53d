package dev.adieu.websocket.it.servers.application;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What code of an application may expect around it. */
final class Surroundings {

    private Surroundings() {
    }

    static String here(Greeter injected) {
        boolean own = Thread.currentThread().getContextClassLoader() == Surroundings.class.getClassLoader();
        return "context class loader: " + (own ? "the application's" : Thread.currentThread().getContextClassLoader())
                + ", java:comp/env/greeting: " + greeting()
                + ", injected: " + (injected == null ? "nothing" : injected.greet());
    }

    private static String greeting() {
        try {
            return (String) new InitialContext().lookup("java:comp/env/greeting");
        } catch (NamingException e) {
            return e.toString();
        }
    }
}
