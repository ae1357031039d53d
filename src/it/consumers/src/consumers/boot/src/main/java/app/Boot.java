package app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Spring with its server, talks to another one, and ends. */
@SpringBootApplication
public class Boot {

    public static void main(String[] arguments) throws Exception {
        try (var context = SpringApplication.run(Boot.class, "--server.port=0", "--spring.main.banner-mode=off")) {
            Main.main(arguments);
        }
    }
}
