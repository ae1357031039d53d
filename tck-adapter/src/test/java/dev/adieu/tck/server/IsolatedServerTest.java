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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedServerTest {

    private static final Path JARS = Path.of(System.getProperty("adieu.tck.server"));

    @TempDir
    private Path work;
    @TempDir
    private Path wars;
    private IsolatedServer server;

    @BeforeEach
    void start() throws Exception {
        server = new IsolatedServer(JARS, work);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path war(Class<?>... classes) {
        Path war = wars.resolve("application.war");
        ShrinkWrap.create(WebArchive.class).addClasses(classes).as(ZipExporter.class).exportTo(war.toFile(), true);
        return war;
    }

    @Test
    void theServerHasItsOwnCopyOfTheApi() throws Exception {
        URI realm = address(server.deploy(war(RealmServer.class)), "realm");

        assertThat(ask(realm, Session.class.getName()))
                .contains("tomcat-embed-websocket")
                .isNotEqualTo(Session.class.getProtectionDomain().getCodeSource().getLocation().toString());
    }

    @Test
    void theServerHasItsOwnProvider() throws Exception {
        URI realm = address(server.deploy(war(RealmServer.class)), "realm");

        assertThat(ask(realm, "container")).startsWith("org.apache.tomcat.websocket.");
    }

    @Test
    void theServerSeesNothingOfTheClassPath() throws Exception {
        URI realm = address(server.deploy(war(RealmServer.class)), "realm");

        assertThat(ask(realm, "dev.adieu.websocket.BrowserSession")).isEqualTo("not found");
        assertThat(ask(realm, Test.class.getName())).isEqualTo("not found");
    }

    @Test
    void theClassPathHasNothingOfTheServer() {
        assertThatThrownBy(() -> Class.forName("org.apache.catalina.startup.Tomcat")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("org.apache.tomcat.websocket.WsContainerProvider")).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void theCallersContextClassLoaderIsLeftAsItWas() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();

        server.deploy(war(EchoServer.class));

        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void nobodyAnswersAfterAnApplicationIsUndeployed() throws Exception {
        Path war = war(EchoServer.class);
        URI echo = address(server.deploy(war), "echo");
        assertThat(ask(echo, "hello")).isEqualTo("hello");

        server.undeploy(war);

        assertThatThrownBy(() -> ask(echo, "hello")).hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void aChangedApplicationOfTheSameNameTakesThePlaceOfTheOldOne() throws Exception {
        server.deploy(war(EchoServer.class));
        server.undeploy(war(EchoServer.class));

        URI realm = address(server.deploy(war(RealmServer.class)), "realm");

        assertThat(ask(realm, "container")).startsWith("org.apache.tomcat.websocket.");
    }

    @Test
    void librariesOfAnApplicationAreServed() throws Exception {
        Path war = wars.resolve("application.war");
        JavaArchive library = ShrinkWrap.create(JavaArchive.class, "library.jar").addClass(EchoServer.class);
        ShrinkWrap.create(WebArchive.class).addAsLibrary(library).as(ZipExporter.class).exportTo(war.toFile());

        assertThat(ask(address(server.deploy(war), "echo"), "hello")).isEqualTo("hello");
    }

    @Test
    void undeployingWhatIsNotThereDoesNothing() throws Exception {
        URI echo = address(server.deploy(war(EchoServer.class)), "echo");

        server.undeploy(wars.resolve("never-deployed"));

        assertThat(ask(echo, "hello")).isEqualTo("hello");
    }

    @Test
    void twoServersRunInOneJvm(@TempDir Path elsewhere) throws Exception {
        Path war = war(EchoServer.class);
        try (IsolatedServer other = new IsolatedServer(JARS, elsewhere)) {
            assertThat(ask(address(other.deploy(war), "echo"), "there")).isEqualTo("there");
            assertThat(ask(address(server.deploy(war), "echo"), "here")).isEqualTo("here");
        }
    }

    @Test
    void aClosedServerRefusesConnections(@TempDir Path elsewhere) throws Exception {
        IsolatedServer closed = new IsolatedServer(JARS, elsewhere);
        URI echo = address(closed.deploy(war(EchoServer.class)), "echo");

        closed.close();

        assertThatThrownBy(() -> ask(echo, "hello")).hasCauseInstanceOf(ConnectException.class);
    }
}
