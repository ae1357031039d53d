package dev.adieu.websocket.demo;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.demo.page.DemoPage;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.WebSocketContainer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;

/** The demo's command. */
public final class Demo {

    private static final String QUIET =
            ".level=SEVERE\nhandlers=java.util.logging.ConsoleHandler\norg.apache.level=OFF\n";

    private final PrintStream out;

    Demo(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the demo.
     *
     * @param arguments see {@code --help}
     * @throws Exception if it cannot go on
     */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments), System.out));
    }

    /** Runs it, and gives the exit code. */
    static int run(List<String> arguments, PrintStream out) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 2;
        }
        if (options.help()) {
            out.println(Options.HELP);
            return 0;
        }
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(QUIET.getBytes(StandardCharsets.ISO_8859_1)));
        try {
            return new Demo(out).run(options);
        } catch (IOException e) {
            out.println(e.getMessage());
            return 2;
        }
    }

    private int run(Options options) throws Exception {
        if (!isOurs(ContainerProvider.getWebSocketContainer())) {
            return 2;
        }
        if (options.serve()) {
            return serve();
        }
        return sum(options.url().isPresent() ? withAnyServer(options.url().get()) : withOurServers());
    }

    private int serve() throws IOException, InterruptedException {
        try (DemoPage page = new DemoPage(0)) {
            out.println("Open " + page.uri() + " (Ctrl+C ends)");
            new CountDownLatch(1).await();
            return 0;
        }
    }

    /** Says how many went as they should, and gives the exit code. */
    int sum(List<Result> rows) {
        List<Integer> wrong = rows.stream()
                .filter(row -> !row.isAsExpected())
                .map(Result::number)
                .toList();
        out.println(rows.size() + " closings, "
                + (wrong.isEmpty() ? "all as they should be" : wrong.size() + " NOT as they should be: " + wrong));
        return wrong.isEmpty() ? 0 : 1;
    }

    /** Says which provider an application gets, and whether it is this one. */
    boolean isOurs(WebSocketContainer container) {
        out.println("ContainerProvider.getWebSocketContainer() gives "
                + container.getClass().getName());
        out.println(
                "  from " + origin(container.getClass()) + ", with the API from " + origin(WebSocketContainer.class));
        if (container instanceof BrowserWebSocketContainer) {
            return true;
        }
        out.println("That is another provider: dev.adieu:adieu-impl must come before it on the class path.");
        return false;
    }

    private static String origin(Class<?> type) {
        Path path = Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
        return path.endsWith("classes") ? path.toString() : path.getFileName().toString();
    }

    private List<Result> withOurServers() throws Exception {
        try (JakartaServer server = new JakartaServer()) {
            out.println("The server is " + server.name()
                    + " where the client closes, and a raw peer where \"the peer\" does something.");
            out.println();
            List<Scenario> scenarios = new ArrayList<>(Scenarios.withAnyServer());
            scenarios.addAll(Scenarios.withOurServers());
            Demonstration demonstration = new Demonstration();
            return show(scenarios, scenario -> demonstration.play(scenario, server));
        }
    }

    private List<Result> withAnyServer(URI url) throws Exception {
        out.println("The server is " + url + "; what its endpoint reports is unknown here.");
        out.println();
        Demonstration demonstration = new Demonstration();
        return show(Scenarios.withAnyServer(), scenario -> demonstration.play(scenario, url));
    }

    /** Plays a scenario. */
    @FunctionalInterface
    private interface Player {
        Result play(Scenario scenario) throws Exception;
    }

    private List<Result> show(List<Scenario> scenarios, Player player) throws Exception {
        ResultTable table = new ResultTable(out);
        table.head();
        List<Result> rows = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Result row = player.play(scenario);
            table.row(row);
            rows.add(row);
        }
        return rows;
    }
}
