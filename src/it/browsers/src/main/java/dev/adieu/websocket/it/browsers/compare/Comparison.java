package dev.adieu.websocket.it.browsers.compare;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.it.browsers.run.AdieuDriver;
import dev.adieu.websocket.it.browsers.run.BrowserDriver;
import dev.adieu.websocket.it.browsers.run.Chromium;
import dev.adieu.websocket.it.browsers.run.Driver;
import dev.adieu.websocket.it.browsers.run.Firefox;
import dev.adieu.websocket.it.browsers.run.RunRecord;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.table.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The whole table, played by all.
 *
 * @param versions of the browsers
 */
public record Comparison(List<Row> rows, Map<Client, String> versions) {

    /** Plays everything: the browsers beside each other, then Adieu. */
    public static Comparison play() {
        List<Scenario> scenarios = Table.scenarios();
        BrowserDriver chromium = new BrowserDriver(Chromium::open);
        BrowserDriver firefox = new BrowserDriver(Firefox::open);
        CompletableFuture<Map<Scenario, RunRecord>> playing =
                CompletableFuture.supplyAsync(() -> chromium.play(scenarios));
        Map<Client, Map<Scenario, RunRecord>> records = new EnumMap<>(Client.class);
        records.put(Client.FIREFOX, firefox.play(scenarios));
        records.put(Client.CHROMIUM, playing.join());
        CompletableFuture<Map<Scenario, RunRecord>> byDefault =
                CompletableFuture.supplyAsync(() -> adieu(Map.of()).play(scenarios));
        records.put(Client.ADIEU, adieu(Map.of("adieu.close-codes", "browser")).play(scenarios));
        records.put(Client.ADIEU_BY_DEFAULT, byDefault.join());
        return new Comparison(
                rows(scenarios, records),
                Map.of(Client.CHROMIUM, chromium.version(), Client.FIREFOX, firefox.version()));
    }

    private static Driver adieu(Map<String, Object> settings) {
        return new AdieuDriver(BrowserWebSocketContainer::create, settings);
    }

    private static List<Row> rows(List<Scenario> scenarios, Map<Client, Map<Scenario, RunRecord>> records) {
        List<Row> rows = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Map<Client, RunRecord> row = new EnumMap<>(Client.class);
            records.forEach((client, all) -> row.put(client, all.get(scenario)));
            rows.add(new Row(scenario, row));
        }
        return rows;
    }

    /** The same rows with another Adieu. */
    public Comparison withAdieu(Map<Scenario, RunRecord> other) {
        List<Row> changed = rows.stream()
                .filter(row -> other.containsKey(row.scenario()))
                .map(row -> {
                    Map<Client, RunRecord> records = new EnumMap<>(row.records());
                    records.put(Client.ADIEU, other.get(row.scenario()));
                    return new Row(row.scenario(), records);
                })
                .toList();
        return new Comparison(changed, versions);
    }

    public List<Row> unexplained() {
        return rows.stream().filter(Row::isUnexplained).toList();
    }

    public long count(Verdict verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /** Reasons that no row needs: the table or a browser has changed. */
    public List<Reason> needless() {
        return Reasons.ALL.stream()
                .filter(reason -> rows.stream().noneMatch(row -> row.reasons().contains(reason)))
                .toList();
    }
}
