package dev.adieu.websocket.it.browsers.run;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Transport;
import dev.adieu.websocket.peer.LocalhostCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Plays scenarios with Adieu, through its public API. */
public final class AdieuDriver implements Driver {

    private static final int AT_A_TIME = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private final Supplier<BrowserWebSocketContainer> containers;
    private final Map<String, Object> settings;
    private final Duration patience;

    /**
     * Creates a driver.
     *
     * @param containers gives a new container
     * @param settings of every endpoint
     */
    public AdieuDriver(Supplier<BrowserWebSocketContainer> containers, Map<String, Object> settings) {
        this(containers, settings, PATIENCE);
    }

    /**
     * As the other one; a connection that is not closed after so long never will be, nor its TCP a quarter of that
     * later.
     */
    public AdieuDriver(
            Supplier<BrowserWebSocketContainer> containers, Map<String, Object> settings, Duration patience) {
        this.patience = patience;
        this.containers = containers;
        this.settings = settings;
    }

    @Override
    public Map<Scenario, RunRecord> play(List<Scenario> scenarios) {
        ExecutorService many = Executors.newCachedThreadPool();
        ExecutorService few = Executors.newFixedThreadPool(AT_A_TIME);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (BrowserWebSocketContainer container = containers.get()) {
            List<Future<RunRecord>> records = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                records.add((scenario.is(Trait.LONG) ? many : few).submit(() -> play(scenario, container, timer)));
            }
            Map<Scenario, RunRecord> byScenario = new LinkedHashMap<>();
            for (int i = 0; i < scenarios.size(); i++) {
                byScenario.put(scenarios.get(i), records.get(i).get());
            }
            return byScenario;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while playing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a scenario could not be played", e.getCause());
        } finally {
            many.shutdownNow();
            few.shutdownNow();
            timer.shutdownNow();
        }
    }

    private RunRecord play(Scenario scenario, BrowserWebSocketContainer container, ScheduledExecutorService timer)
            throws Exception {
        if (scenario.isLeft()) {
            try (BrowserWebSocketContainer own = containers.get()) {
                return playIn(own, scenario, timer);
            }
        }
        return playIn(container, scenario, timer);
    }

    private RunRecord playIn(BrowserWebSocketContainer container, Scenario scenario, ScheduledExecutorService timer)
            throws Exception {
        AdieuClient client = new AdieuClient(scenario, timer, patience);
        try (Play play = new Play(scenario, "127.0.0.1", client::cued)) {
            return play.finish(client.connect(container, settingsFor(scenario), play), patience.dividedBy(4));
        }
    }

    private Map<String, Object> settingsFor(Scenario scenario) {
        Map<String, Object> all = new LinkedHashMap<>(settings);
        if (scenario.transport() == Transport.TLS) {
            all.put("adieu.ssl-context", LocalhostCertificate.trustingContext());
        }
        return all;
    }
}
