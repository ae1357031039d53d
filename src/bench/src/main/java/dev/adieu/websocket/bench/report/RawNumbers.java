package dev.adieu.websocket.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every window as one row. */
public final class RawNumbers {

    private RawNumbers() {}

    public static void write(List<Result> results, Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        results.forEach(result -> result.windows()
                .forEach(window -> names.addAll(window.outcome().values().keySet())));
        List<String> lines = new ArrayList<>();
        lines.add("workload,contestant,window," + String.join(",", names));
        for (Result result : results) {
            for (Result.Window window : result.windows()) {
                Map<String, String> values = window.outcome().values();
                StringBuilder line =
                        new StringBuilder(result.workload() + "," + result.contestant() + "," + window.number());
                names.forEach(name -> line.append(',').append(quoted(values.getOrDefault(name, ""))));
                lines.add(line.toString());
            }
        }
        Files.write(file, lines);
    }

    private static String quoted(String value) {
        return value.matches("[-\\w.:+/=]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
