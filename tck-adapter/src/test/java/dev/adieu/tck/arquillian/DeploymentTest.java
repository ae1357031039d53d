package dev.adieu.tck.arquillian;

import static dev.adieu.tck.application.Question.address;
import static dev.adieu.tck.application.Question.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.tck.application.EchoServer;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class DeploymentTest {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive application() {
        return ShrinkWrap.create(WebArchive.class, "deployed.war").addClass(EchoServer.class);
    }

    @Test
    void anApplicationIsServedUnderItsNameOnALoopbackPort() throws Exception {
        assertThat(url.getHost()).isEqualTo("127.0.0.1");
        assertThat(url.getPath()).isEqualTo("/deployed/");
        assertThat(ask(address(url.toURI(), "echo"), "hello")).isEqualTo("hello");
    }
}
