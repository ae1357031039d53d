package dev.adieu.websocket.it.browsers.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records Adieu's exact behaviour where it differs from an engine. Where it is the same as all of them, their records
 * hold it to what it does; elsewhere it could change sides unseen.
 */
public final class Pins {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final Map<String, Map<Facet, List<String>>> ALL = read();

    private Pins() {}

    private static Map<String, Map<Facet, List<String>>> read() {
        try (InputStream in = Pins.class.getResourceAsStream("pins.json")) {
            return JSON.readValue(in, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether Adieu does what is pinned; nothing is where it is the same as all engines. */
    static boolean allow(Row row, Facet facet) {
        List<String> pinned = ALL.getOrDefault(row.scenario().id(), Map.of()).get(facet);
        return row.isSameAsAll(facet)
                ? pinned == null
                : facet.of(row.observation(Player.ADIEU)).equals(pinned);
    }

    /** Returns what {@code pins.json} must contain for these rows. */
    public static String json(List<Row> rows) {
        Map<String, Map<Facet, List<String>>> pins = new TreeMap<>();
        for (Row row : rows) {
            for (Facet facet : Facet.values()) {
                if (!row.isSameAsAll(facet)) {
                    pins.computeIfAbsent(row.scenario().id(), id -> new LinkedHashMap<>())
                            .put(facet, facet.of(row.observation(Player.ADIEU)));
                }
            }
        }
        return json(pins);
    }

    /** Returns what {@code pins.json} contains. */
    public static String json() {
        return json(ALL);
    }

    private static String json(Map<String, Map<Facet, List<String>>> pins) {
        try {
            return JSON.writeValueAsString(pins) + '\n';
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings are JSON", e);
        }
    }
}
