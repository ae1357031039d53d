package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A server that is booted for one class of tests, and what is deployed to it. Arquillian undeploys the rest and stops
 * the server after the class.
 */
@ArquillianTest
@RunAsClient
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractServer {

    static final String ADIEU = "dev.adieu.websocket.impl.";

    private static final String SERVER = "server";

    private final Map<String, Deployed> deployed = new LinkedHashMap<>();

    @ArquillianResource
    private ContainerController controller;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "first", managed = false, testable = false)
    public static WebArchive first() {
        return Archives.application("first", "");
    }

    /** Returns another one, with settings of its own. */
    @Deployment(name = "second", managed = false, testable = false)
    public static WebArchive second() {
        return Archives.application("second", "adieu.max-message-size=100");
    }

    /** Returns one that does not want Adieu. */
    @Deployment(name = "declining", managed = false, testable = false)
    public static WebArchive declining() {
        return Archives.application("declining", "adieu.enabled=false");
    }

    @Deployment(name = "observer", managed = false, testable = false)
    public static WebArchive observerArchive() {
        return Archives.observer();
    }

    @BeforeEach
    void boot() {
        if (!controller.isStarted(SERVER)) {
            controller.start(SERVER);
        }
    }

    /** Stops the server, once nothing is deployed any more. */
    void stop() {
        List.copyOf(deployed.keySet()).forEach(this::undeploy);
        controller.stop(SERVER);
    }

    /**
     * Stops the server with all that is deployed, and boots it again; some servers deploy the same again by themselves
     * then, and the others are set to it.
     */
    void reboot() {
        List<String> before = List.copyOf(deployed.keySet());
        controller.stop(SERVER);
        controller.start(SERVER);
        // There are adapters that boot with the first deployment and not before.
        observer();
        before.stream().filter(name -> !isBack(deployed.get(name))).forEach(deployer::deploy);
    }

    private static boolean isBack(Deployed application) {
        return Facts.deploysAgain() ? Jvm.eventually(application::answers, answers -> answers) : application.answers();
    }

    Deployed application(String name) {
        return deployed.computeIfAbsent(name, missing -> deploy(name, "commands"));
    }

    Deployed observer() {
        return deployed.computeIfAbsent("observer", missing -> deploy("observer", "observations"));
    }

    private Deployed deploy(String name, String path) {
        deployer.deploy(name);
        return new Deployed(name, path);
    }

    void undeploy(String name) {
        deployed.remove(name);
        deployer.undeploy(name);
    }

    /**
     * Has another take the place of the application that was undeployed last, where the server does not forget it
     * before.
     */
    void displaceTheLatest(String name) {
        if (Facts.keepsTheLatest()) {
            application(name);
            undeploy(name);
        }
    }

    @Test
    void afterThisBootTheClientProviderIsAdieu() {
        assertThat(application("first").client("request").successful()).startsWith(ADIEU);
    }
}
