package dev.adieu.websocket.it.browsers.run;

import dev.adieu.websocket.it.browsers.run.Browser.Certificates;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Transport;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Plays scenarios in a browser, by a page that runs them all. */
public final class BrowserDriver implements Driver {

    private static final long LIMIT_MINUTES = 15;

    private final Browser.Starter starter;
    private volatile String version;

    public BrowserDriver(Browser.Starter starter) {
        this.starter = starter;
    }

    /** Plays what needs a browser that accepts any certificate after all else, in a browser that does. */
    @Override
    public Map<Scenario, RunRecord> play(List<Scenario> scenarios) {
        Map<Scenario, RunRecord> records = new HashMap<>();
        Map<Certificates, List<Scenario>> byCertificates = scenarios.stream()
                .collect(Collectors.groupingBy(
                        scenario -> scenario.transport() == Transport.TLS ? Certificates.ANY : Certificates.TRUSTED,
                        () -> new EnumMap<>(Certificates.class),
                        Collectors.toList()));
        byCertificates.forEach((accepted, some) -> records.putAll(play(some, accepted)));
        return records;
    }

    private Map<Scenario, RunRecord> play(List<Scenario> scenarios, Certificates accepted) {
        try (ScenarioServer server = new ScenarioServer(scenarios);
                Browser browser = starter.open(server.uri(), accepted)) {
            version = browser.version();
            server.done().get(LIMIT_MINUTES, TimeUnit.MINUTES);
            return server.records();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a browser was playing", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the browser did not play all scenarios: " + e.getMessage(), e);
        }
    }

    /** Returns the version of the browser, once it has played. */
    public String version() {
        return version;
    }
}
