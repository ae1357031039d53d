package dev.adieu.websocket.bench;

import dev.adieu.websocket.bench.client.Contestant;
import dev.adieu.websocket.bench.report.Result;
import dev.adieu.websocket.bench.work.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** All workloads of a plan. */
final class Run {

    private static final int PATIENCE_SECONDS = 180;
    private static final long SETTLING_NANOS = 50_000_000;

    private final Plan plan;
    private final Processes processes;
    private final Random random = new Random();
    /** Of the last window. */
    private int number;

    Run(Plan plan, Processes processes) {
        this.plan = plan;
        this.processes = processes;
    }

    List<Result> run() throws IOException {
        List<Result> results = new ArrayList<>();
        for (Workload workload : plan.workloads()) {
            System.err.println(workload + ": " + workload.title());
            results.addAll(run(workload));
        }
        return results;
    }

    private List<Result> run(Workload workload) throws IOException {
        Map<Contestant, Result> results = new EnumMap<>(Contestant.class);
        Map<Contestant, ChildProcess> clients = new EnumMap<>(Contestant.class);
        plan.contestants().stream()
                .filter(workload::isFor)
                .forEach(one -> results.put(one, new Result(workload.name(), workload.title(), one, workload.size())));
        try (ChildProcess server = processes.server()) {
            String[] ports = server.answer(PATIENCE_SECONDS).split(" ");
            String uri = workload.isTls() ? "wss://localhost:" + ports[1] : "ws://localhost:" + ports[0];
            int warmUps = workload.isFresh() ? 0 : plan.warmUps();
            for (int window = -warmUps;
                    window < (workload.isFresh() ? Math.min(3, plan.windows()) : plan.windows());
                    window++) {
                List<Contestant> order = new ArrayList<>(results.keySet());
                Collections.shuffle(order, random);
                for (Contestant contestant : order) {
                    Result result = results.get(contestant);
                    if (!result.isOut()) {
                        ChildProcess client = clients.get(contestant);
                        if (client == null) {
                            client = processes.client(contestant, workload.isDeflate());
                            clients.put(contestant, client);
                        }
                        String path = workload.path() + "/" + ++number;
                        Outcome outcome = window(
                                client, server, path, uri + path + " " + plan.millis() + " " + workload.command());
                        result.add(window, CrossCheck.of(workload, outcome));
                        if (workload.isFresh() || result.isOut()) {
                            clients.remove(contestant).close();
                        }
                    }
                }
            }
        } finally {
            clients.values().forEach(ChildProcess::close);
        }
        return new ArrayList<>(results.values());
    }

    private static Outcome window(ChildProcess client, ChildProcess server, String path, String command)
            throws IOException {
        Outcome outcome;
        try {
            outcome = Outcome.parse(client.ask(command, PATIENCE_SECONDS));
        } catch (IOException e) {
            outcome = new Outcome().put("failed", e.getMessage());
        }
        for (String pair : settled(server, path).split(" ")) {
            String[] nameAndValue = pair.split("=", 2);
            outcome.put("server-" + nameAndValue[0], nameAndValue[1]);
        }
        return outcome;
    }

    /** Waits a while: a client that reports the end early may report more. */
    private static String settled(ChildProcess server, String path) throws IOException {
        String before;
        String now = server.ask(path, PATIENCE_SECONDS);
        do {
            before = now;
            LockSupport.parkNanos(SETTLING_NANOS);
            now = server.ask(path, PATIENCE_SECONDS);
        } while (!now.equals(before));
        return now;
    }
}
