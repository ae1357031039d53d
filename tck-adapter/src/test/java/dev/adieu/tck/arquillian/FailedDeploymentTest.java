package dev.adieu.tck.arquillian;

import static dev.adieu.tck.application.Question.address;
import static dev.adieu.tck.application.Question.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.tck.application.BrokenServer;
import dev.adieu.tck.application.EchoServer;
import java.net.URL;
import java.net.http.WebSocketHandshakeException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class FailedDeploymentTest {

    @Deployment(name = "broken", order = 1, testable = false)
    static WebArchive broken() {
        return ShrinkWrap.create(WebArchive.class, "broken.war").addClasses(EchoServer.class, BrokenServer.class);
    }

    @Deployment(name = "sound", order = 2, testable = false)
    static WebArchive sound() {
        return ShrinkWrap.create(WebArchive.class, "sound.war").addClass(EchoServer.class);
    }

    @Test
    void thereIsNoAnswerAtTheAddressOfABrokenApplication(@ArquillianResource @OperateOnDeployment("broken") URL url) {
        assertThat(url.getPath()).isEqualTo("/broken/");
        assertThatThrownBy(() -> ask(address(url.toURI(), "echo"), "hello"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void applicationsBesideABrokenOneAreServed(@ArquillianResource @OperateOnDeployment("sound") URL url)
            throws Exception {
        assertThat(ask(address(url.toURI(), "echo"), "hello")).isEqualTo("hello");
    }
}
