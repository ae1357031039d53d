package dev.adieu.websocket.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.bench.report.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Windows so short that their figures mean nothing: that the benchmark still works, and still counts right. */
class BenchTest {

    private static final Path DIRECTORY = Path.of(System.getProperty("bench.directory"));

    private static List<Result> run(String name, String... args) throws IOException {
        return Bench.run(
                Plan.of(args), DIRECTORY, DIRECTORY.resolve("target/smoke").resolve(name));
    }

    @Test
    void everyClientGetsBackWhatItSent() throws IOException {
        List<Result> results = run("clients", "workloads=W3", "windows=1", "millis=20", "warmups=0");
        assertThat(results).hasSize(17).allSatisfy(result -> {
            assertThat(result.mark()).as(result.contestant().title()).isEmpty();
            assertThat(result.perSecond()).as(result.contestant().title()).isPositive();
        });
    }

    @Test
    void adieuIsRankedInEveryWorkload() throws IOException {
        List<Result> results = run(
                "workloads",
                "workloads=W1,W4,W6,W8,W10X10",
                "contestants=ADIEU_PROGRAMMATIC",
                "windows=1",
                "millis=20",
                "warmups=0");
        assertThat(results).hasSize(9).allSatisfy(result -> {
            assertThat(result.mark()).as(result.workload()).isEmpty();
            assertThat(result.perSecond()).as(result.workload()).isPositive();
        });
        Path output = DIRECTORY.resolve("target/smoke/workloads");
        assertThat(output.resolve("windows.csv")).content().hasLineCount(10);
        assertThat(Files.readString(output.resolve("tables.md"))).contains("W8TLS3", "Adieu, programmatic");
        assertThat(Files.readString(output.resolve("chart.svg")))
                .startsWith("<svg")
                .contains("Adieu, programmatic");
    }

    @Test
    void aClientThatMakesUpTheCloseCodeIsNotRanked() throws IOException {
        List<Result> results =
                run("liar", "workloads=W4", "contestants=UNDERTOW_ANNOTATED", "windows=1", "millis=20", "warmups=0");
        assertThat(results).isNotEmpty().allSatisfy(result -> {
            assertThat(result.isRanked()).isFalse();
            assertThat(result.mark()).contains("where the server said 4000");
        });
    }
}
