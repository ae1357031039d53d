package dev.adieu.websocket.it.frameworks;

import java.util.function.Consumer;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.web.socket.client.WebSocketConnectionManager;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

/** An application of Spring Boot's with a server of its own that talks to an echo server. Takes that server's port. */
public final class BootProgram implements Consumer<Integer> {

    @Override
    public void accept(Integer port) {
        // Tomcat would set it for the whole JVM, and the JVM keep it, and the application with it.
        TomcatURLStreamHandlerFactory.disable();
        SpringApplication application = new SpringApplication(Application.class);
        // The JVM would keep it, and the application with it.
        application.setRegisterShutdownHook(false);
        try (ConfigurableApplicationContext context = application.run(
                "--server.port=0", "--spring.main.banner-mode=off", "--echo=ws://localhost:" + port + "/echo")) {
            SpringProgram.Echoed echoed = context.getBean(SpringProgram.Echoed.class);
            echoed.expect("hello");
            context.getBean(WebSocketConnectionManager.class).stop();
            echoed.expect("closed 1000");
        }
    }

    /** The beans of the application. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        @Bean
        SpringProgram.Echoed echoed() {
            return new SpringProgram.Echoed();
        }

        @Bean
        WebSocketConnectionManager connection(SpringProgram.Echoed echoed, Environment environment) {
            WebSocketConnectionManager connection = new WebSocketConnectionManager(
                    new StandardWebSocketClient(), echoed, environment.getProperty("echo"));
            connection.setAutoStartup(true);
            return connection;
        }
    }
}
