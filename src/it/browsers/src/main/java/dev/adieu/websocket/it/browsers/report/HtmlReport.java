package dev.adieu.websocket.it.browsers.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.adieu.websocket.it.browsers.compare.Agreement;
import dev.adieu.websocket.it.browsers.compare.Comparison;
import dev.adieu.websocket.it.browsers.compare.Observation;
import dev.adieu.websocket.it.browsers.compare.Player;
import dev.adieu.websocket.it.browsers.compare.Reason;
import dev.adieu.websocket.it.browsers.compare.Row;
import dev.adieu.websocket.it.browsers.scenario.Group;
import dev.adieu.websocket.it.browsers.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One static page with all rows; nothing is loaded from elsewhere. */
public final class HtmlReport {

    private final Comparison comparison;

    public HtmlReport(Comparison comparison) {
        this.comparison = comparison;
    }

    public String html() {
        return resource("report.html")
                .replace("/*STYLE*/", resource("report.css"))
                .replace("/*SCRIPT*/", resource("report.js"))
                .replace("/*DATA*/", json().replace("<", "\\u003c"));
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String json() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("versions", comparison.versions());
        data.put("sentence", comparison.sentence());
        data.put(
                "pairs",
                comparison.pairs().stream()
                        .map(pair -> Map.of("words", pair.words(), "same", pair.same(), "rows", pair.rows()))
                        .toList());
        data.put("engines", Player.ENGINES);
        data.put(
                "clients",
                Arrays.stream(Player.values())
                        .map(client -> Map.of("key", client.name(), "words", client.words()))
                        .toList());
        data.put(
                "verdicts",
                Arrays.stream(Agreement.values())
                        .map(verdict -> Map.of(
                                "key", verdict.name(), "words", verdict.words(), "count", comparison.count(verdict)))
                        .toList());
        data.put("groups", Table.GROUPS.stream().map(this::group).toList());
        try {
            return new ObjectMapper().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of strings and numbers are JSON", e);
        }
    }

    private Map<String, Object> group(Group group) {
        List<Map<String, Object>> rows = new ArrayList<>();
        comparison.rows().stream()
                .filter(row -> group.scenarios().contains(row.scenario()))
                .forEach(row -> rows.add(row(row)));
        return Map.of("title", group.title(), "rows", rows);
    }

    private static Map<String, Object> row(Row row) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", row.scenario().id());
        data.put("title", row.scenario().title());
        data.put("verdict", row.verdict().name());
        data.put("same", row.same());
        data.put(
                "why",
                row.isUnexplained()
                        ? "UNEXPLAINED"
                        : row.reasons().stream().map(Reason::why).collect(Collectors.joining(" ")));
        Map<String, Object> clients = new LinkedHashMap<>();
        row.records().forEach((client, record) -> {
            Observation seen = row.observation(client);
            clients.put(
                    client.name(),
                    Map.of(
                            "told",
                            seen.told(),
                            "wire",
                            seen.wire(),
                            "tcp",
                            seen.tcp(),
                            "timeline",
                            Timeline.of(record)));
        });
        data.put("clients", clients);
        return data;
    }
}
