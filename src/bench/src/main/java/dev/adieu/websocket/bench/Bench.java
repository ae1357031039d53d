package dev.adieu.websocket.bench;

import dev.adieu.websocket.bench.report.Chart;
import dev.adieu.websocket.bench.report.Machine;
import dev.adieu.websocket.bench.report.RawNumbers;
import dev.adieu.websocket.bench.report.Result;
import dev.adieu.websocket.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The benchmark: runs a plan, and leaves raw numbers, tables and charts. */
public final class Bench {

    private Bench() {}

    public static void main(String[] args) throws IOException {
        Plan plan = Plan.of(args);
        Path directory = Path.of(System.getProperty("bench.directory"));
        Path output = directory
                .resolve("target/results")
                .resolve(LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")));
        run(plan, directory, output);
    }

    static List<Result> run(Plan plan, Path directory, Path output) throws IOException {
        Files.createDirectories(output);
        String machine = Machine.describe(Processes.CLIENT_OPTIONS) + ", " + plan.windows() + " windows of "
                + plan.millis() + " ms";
        List<Result> results = new Run(plan, new Processes(directory, output)).run();
        RawNumbers.write(results, output.resolve("windows.csv"));
        String tables = machine + "\n" + Table.of(results);
        Files.writeString(output.resolve("tables.md"), tables);
        Files.writeString(output.resolve("chart.svg"), Chart.of(results));
        System.out.println(tables);
        System.out.println("Raw numbers, these tables and a chart: " + output);
        return results;
    }
}
