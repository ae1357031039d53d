package dev.adieu.tck.server;

import static dev.adieu.tck.application.Question.address;
import static dev.adieu.tck.application.Question.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.tck.application.EchoServer;
import dev.adieu.tck.application.RealmServer;
import jakarta.websocket.Session;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedServerTest {

    private static final Path JARS = Path.of(System.getProperty("tck.server"));

    private static IsolatedServer server;

    @TempDir
    private Path wars;

    @BeforeAll
    static void start(@TempDir Path work) throws Exception {
        server = new IsolatedServer(JARS, work);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private Path war(String name, WebArchive content) {
        Path war = wars.resolve(name + ".war");
        content.as(ZipExporter.class).exportTo(war.toFile(), true);
        return war;
    }

    private Path war(String name, Class<?>... classes) {
        return war(name, ShrinkWrap.create(WebArchive.class).addClasses(classes));
    }

    @Test
    void theServerHasItsOwnCopyOfTheApi() throws Exception {
        URI realm = address(server.deploy(war("api", RealmServer.class)), "realm");

        assertThat(ask(realm, Session.class.getName()))
                .contains("tomcat-embed-websocket")
                .isNotEqualTo(Session.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
    }

    @Test
    void theServerHasItsOwnProvider() throws Exception {
        URI realm = address(server.deploy(war("provider", RealmServer.class)), "realm");

        assertThat(ask(realm, "container")).startsWith("org.apache.tomcat.websocket.");
    }

    @Test
    void theServerSeesNothingOfTheClassPath() throws Exception {
        URI realm = address(server.deploy(war("class-path", RealmServer.class)), "realm");

        assertThat(ask(realm, "dev.adieu.websocket.BrowserSession")).isEqualTo("not found");
        assertThat(ask(realm, Test.class.getName())).isEqualTo("not found");
    }

    @Test
    void theClassPathHasNothingOfTheServer() {
        assertThatThrownBy(() -> Class.forName("org.apache.catalina.startup.Tomcat"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("org.apache.tomcat.websocket.WsContainerProvider"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void theCallersContextClassLoaderIsLeftAsItWas() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        server.deploy(war("context", EchoServer.class));

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void thereIsNoAnswerAfterAnApplicationIsUndeployed() throws Exception {
        Path war = war("undeployed", EchoServer.class);
        URI echo = address(server.deploy(war), "echo");
        assertThat(ask(echo, "hello")).isEqualTo("hello");

        server.undeploy(war);

        assertThatThrownBy(() -> ask(echo, "hello")).hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void aChangedApplicationOfTheSameNameTakesThePlaceOfTheOldOne() throws Exception {
        server.deploy(war("changed", EchoServer.class));
        server.undeploy(war("changed", EchoServer.class));

        URI realm = address(server.deploy(war("changed", RealmServer.class)), "realm");

        assertThat(ask(realm, "container")).startsWith("org.apache.tomcat.websocket.");
    }

    @Test
    void librariesOfAnApplicationAreServed() throws Exception {
        JavaArchive library =
                ShrinkWrap.create(JavaArchive.class, "library.jar").addClass(EchoServer.class);
        Path war = war("with-library", ShrinkWrap.create(WebArchive.class).addAsLibrary(library));

        assertThat(ask(address(server.deploy(war), "echo"), "hello")).isEqualTo("hello");
    }

    @Test
    void undeployingWhatIsNotThereDoesNothing() throws Exception {
        URI echo = address(server.deploy(war("left-alone", EchoServer.class)), "echo");

        server.undeploy(wars.resolve("never-deployed"));

        assertThat(ask(echo, "hello")).isEqualTo("hello");
    }

    @Test
    void twoServersRunInOneJvm(@TempDir Path elsewhere) throws Exception {
        Path war = war("twice", EchoServer.class);
        try (IsolatedServer other = new IsolatedServer(JARS, elsewhere)) {
            assertThat(ask(address(other.deploy(war), "echo"), "there")).isEqualTo("there");
            assertThat(ask(address(server.deploy(war), "echo"), "here")).isEqualTo("here");
        }
    }

    @Test
    void aClosedServerRefusesConnections(@TempDir Path elsewhere) throws Exception {
        IsolatedServer closed = new IsolatedServer(JARS, elsewhere);
        URI echo = address(closed.deploy(war("closed", EchoServer.class)), "echo");

        closed.close();

        assertThatThrownBy(() -> ask(echo, "hello")).hasCauseInstanceOf(ConnectException.class);
    }
}
