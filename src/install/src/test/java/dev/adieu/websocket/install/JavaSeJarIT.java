package dev.adieu.websocket.install;

/** Checks the jar for Java SE. */
class JavaSeJarIT extends AbstractJarTests {

    JavaSeJarIT() {
        super("adieu");
    }
}
