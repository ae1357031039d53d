package dev.adieu.websocket.it.browsers.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.it.browsers.Played;
import dev.adieu.websocket.it.browsers.compare.Row;
import dev.adieu.websocket.it.browsers.run.AdieuDriver;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeededFaultsIT {

    private static final Map<String, Object> BROWSER_CODES = Map.of("adieu.close-codes", "browser");

    /** A fault may let a connection hang, and that shows without waiting for long. */
    private static final Map<String, Object> SHORT_TIMEOUTS = Map.of(
            "adieu.close-codes",
            "browser",
            "adieu.connect-timeout",
            Duration.ofSeconds(3),
            "adieu.closing-timeout",
            Duration.ofSeconds(3));

    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(4);

    static Stream<Fault> faults() {
        return Faults.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultTurnsItsRowsRed(Fault fault) {
        Path sources = Path.of(System.getProperty("impl.sources"));
        List<String> red =
                red(new AdieuDriver(() -> FaultyAdieu.container(fault, sources), SHORT_TIMEOUTS, SHORT_PATIENCE));
        System.out.println(fault + ": " + red.size() + " rows are red: " + red);
        assertThat(red).contains(fault.caughtBy());
    }

    @Test
    void withoutAFaultNoRowIsRed() {
        assertThat(red(new AdieuDriver(BrowserWebSocketContainer::create, BROWSER_CODES))).isEmpty();
    }

    private static List<String> red(AdieuDriver adieu) {
        List<Scenario> scenarios = Table.scenarios().stream()
                .filter(scenario -> !scenario.is(Trait.LONG))
                .toList();
        return Played.comparison().withAdieu(adieu.play(scenarios)).unexplained().stream()
                .map(Row::scenario)
                .map(Scenario::id)
                .toList();
    }

    @Test
    void theDocumentationNamesTheRowsThatCatchEachFault() throws IOException {
        String table = Faults.ALL.stream()
                .map(fault -> "| " + fault + " | "
                        + Stream.of(fault.caughtBy())
                                .map(row -> '`' + row + '`')
                                .collect(Collectors.joining(", ")) + " |\n")
                .collect(Collectors.joining("", "| fault | rows that turn red, among others |\n|---|---|\n", ""));
        assertThat(Faults.ALL).hasSizeGreaterThanOrEqualTo(10);
        assertThat(Files.readString(Path.of(System.getProperty("docs"), "browsers.md")))
                .contains(table);
    }
}
