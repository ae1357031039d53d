package dev.adieu.websocket.it.reconnecting;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A crowd in a process of its own, which can be put to sleep. */
public final class CrowdProgram {

    private CrowdProgram() {}

    /**
     * The arguments are a size, a server, and settings as name=value. Each line of the input is sent as an echo, or
     * with a number in front, once each member has its session of that number; the output says what became of it.
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, Object> settings = new HashMap<>();
        for (int i = 2; i < arguments.length; i++) {
            settings.put(arguments[i].split("=")[0], arguments[i].split("=")[1]);
        }
        try (Crowd crowd = new Crowd(Integer.parseInt(arguments[0]), URI.create(arguments[1]), settings);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                crowd.awaitSession(Integer.parseInt(words[0]));
                crowd.echo(words[1]);
                System.out.println(words[1] + " " + crowd);
            }
        }
    }
}
