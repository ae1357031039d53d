package dev.adieu.websocket.it.servers.application;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The context that code of an application may expect. */
final class Surroundings {

    private Surroundings() {}

    static String here(Greeter injected) {
        return "context class loader: "
                + (seesTheApplication()
                        ? "the application's"
                        : Thread.currentThread().getContextClassLoader())
                + ", java:comp/env/greeting: " + greeting()
                + ", injected: " + (injected == null ? "nothing" : injected.greet());
    }

    /** Returns whether the class loader is that of the application; Open Liberty has one around it. */
    private static boolean seesTheApplication() {
        try {
            return Class.forName(
                            Surroundings.class.getName(),
                            false,
                            Thread.currentThread().getContextClassLoader())
                    == Surroundings.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static String greeting() {
        try {
            return (String) new InitialContext().lookup("java:comp/env/greeting");
        } catch (NamingException e) {
            return e.toString();
        }
    }
}
