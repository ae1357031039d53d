package dev.adieu.websocket.bench.work;

import dev.adieu.websocket.bench.client.Client;
import dev.adieu.websocket.bench.client.Contestant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The process of one client: each line on its standard input is one window, and is answered with one line. */
public final class ClientProcess {

    private ClientProcess() {}

    /** Runs with the contestant as an argument, and whether it offers permessage-deflate. */
    public static void main(String[] args) throws IOException {
        PrintStream answers = System.out;
        // Clients that log to standard output must not answer.
        System.setOut(System.err);
        Contestant contestant = Contestant.of(args[0]);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Client client = contestant.create(Boolean.parseBoolean(args[1]))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                answers.println(answer(client, line.split(" ")));
                answers.flush();
            }
        } catch (Exception e) {
            answers.println(Outcome.failed(e));
        }
        // Some clients have threads that are not daemons.
        System.exit(0);
    }

    private static String answer(Client client, String[] words) {
        try {
            return run(client, URI.create(words[0]), Duration.ofMillis(Long.parseLong(words[1])), words)
                    .toString();
        } catch (Exception | Error e) {
            e.printStackTrace();
            return Outcome.failed(e);
        }
    }

    private static Outcome run(Client client, URI uri, Duration time, String[] words) throws Exception {
        return switch (words[2]) {
            case "echo" ->
                new EchoWindow(
                                Integer.parseInt(words[3]),
                                Integer.parseInt(words[4]),
                                Messages.of(words[5], Integer.parseInt(words[6])))
                        .run(client, uri, time);
            case "close" -> new CloseWindow(Integer.parseInt(words[3])).run(client, uri, time);
            case "queued" ->
                new QueuedWindow(Integer.parseInt(words[3]), Messages.of("binary", Integer.parseInt(words[4])))
                        .run(client, uri);
            case "idle" -> new IdleWindow(Integer.parseInt(words[3])).run(client, uri);
            case "shutdown" -> new ShutdownWindow(Integer.parseInt(words[3])).run(client, uri);
            default -> throw new IllegalArgumentException("there is no window \"" + words[2] + "\"");
        };
    }
}
