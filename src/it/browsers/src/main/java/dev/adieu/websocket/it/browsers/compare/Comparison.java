package dev.adieu.websocket.it.browsers.compare;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.it.browsers.run.AdieuDriver;
import dev.adieu.websocket.it.browsers.run.BrowserDriver;
import dev.adieu.websocket.it.browsers.run.Chromium;
import dev.adieu.websocket.it.browsers.run.Driver;
import dev.adieu.websocket.it.browsers.run.Firefox;
import dev.adieu.websocket.it.browsers.run.RunRecord;
import dev.adieu.websocket.it.browsers.run.WebKit;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.table.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * All rows of the table, played by all clients.
 *
 * @param versions of the engines
 */
public record Comparison(List<Row> rows, Map<Player, String> versions) {

    /** Plays everything: the engines beside each other, then Adieu. */
    public static Comparison play() {
        List<Scenario> scenarios = Table.scenarios();
        Map<Player, BrowserDriver> engines = new EnumMap<>(Map.of(
                Player.CHROMIUM, new BrowserDriver(Chromium::open),
                Player.FIREFOX, new BrowserDriver(Firefox::open),
                Player.WEBKIT, new BrowserDriver(WebKit::open)));
        Map<Player, Map<Scenario, RunRecord>> records = new EnumMap<>(Player.class);
        records.putAll(beside(engines, scenarios));
        records.putAll(beside(
                Map.of(
                        Player.ADIEU, adieu(Map.of("adieu.close-codes", "browser")),
                        Player.ADIEU_BY_DEFAULT, adieu(Map.of())),
                scenarios));
        Map<Player, String> versions = new EnumMap<>(Player.class);
        engines.forEach((client, driver) -> versions.put(client, driver.version()));
        return new Comparison(rows(scenarios, records), versions);
    }

    /** Lets several clients play at the same time, each with servers of its own. */
    private static Map<Player, Map<Scenario, RunRecord>> beside(
            Map<Player, ? extends Driver> drivers, List<Scenario> scenarios) {
        Map<Player, CompletableFuture<Map<Scenario, RunRecord>>> playing = new EnumMap<>(Player.class);
        drivers.forEach((client, driver) -> playing.put(
                client,
                CompletableFuture.supplyAsync(
                        () -> driver.play(scenarios), task -> new Thread(task, client.words()).start())));
        Map<Player, Map<Scenario, RunRecord>> records = new EnumMap<>(Player.class);
        playing.forEach((client, played) -> records.put(client, played.join()));
        return records;
    }

    private static Driver adieu(Map<String, Object> settings) {
        return new AdieuDriver(BrowserWebSocketContainer::create, settings);
    }

    private static List<Row> rows(List<Scenario> scenarios, Map<Player, Map<Scenario, RunRecord>> records) {
        List<Row> rows = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Map<Player, RunRecord> row = new EnumMap<>(Player.class);
            records.forEach((client, all) -> row.put(client, all.get(scenario)));
            rows.add(new Row(scenario, row));
        }
        return rows;
    }

    /** Returns the same rows with another Adieu. */
    public Comparison withAdieu(Map<Scenario, RunRecord> other) {
        List<Row> changed = rows.stream()
                .filter(row -> other.containsKey(row.scenario()))
                .map(row -> {
                    Map<Player, RunRecord> records = new EnumMap<>(row.records());
                    records.put(Player.ADIEU, other.get(row.scenario()));
                    return new Row(row.scenario(), records);
                })
                .toList();
        return new Comparison(changed, versions);
    }

    public List<Row> unexplained() {
        return rows.stream().filter(Row::isUnexplained).toList();
    }

    public long count(Agreement verdict) {
        return rows.stream().filter(row -> row.verdict() == verdict).count();
    }

    /** Returns how often two clients cannot be told apart: Adieu and each engine, and the engines among themselves. */
    public List<Pair> pairs() {
        return Pair.of(this);
    }

    /** Returns the comparison in one sentence. */
    public String sentence() {
        List<Pair> pairs = pairs();
        return "Of " + rows.size() + " scenarios, Adieu cannot be told from "
                + pairs.subList(0, 3).stream()
                        .map(pair -> pair.other().words() + " in " + pair.same())
                        .collect(Collectors.joining(", from "))
                + "; the engines themselves agree in "
                + pairs.subList(3, 6).stream()
                        .map(pair -> pair.same() + " (" + pair.words() + ')')
                        .collect(Collectors.joining(", "))
                + '.';
    }

    /** Returns the reasons that no row needs: the table or an engine has changed. */
    public List<Reason> needless() {
        return Reasons.ALL.stream()
                .filter(reason -> rows.stream().noneMatch(row -> row.reasons().contains(reason)))
                .toList();
    }
}
