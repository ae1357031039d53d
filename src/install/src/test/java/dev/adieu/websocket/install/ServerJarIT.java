package dev.adieu.websocket.install;

/** Checks the jar for applications in a server. */
class ServerJarIT extends AbstractJarTests {

    ServerJarIT() {
        super("adieu-server");
    }
}
