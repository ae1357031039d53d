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
import java.util.Set;
import java.util.function.Predicate;
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

    /** Plays only the rows that must turn red; most faults turn more. */
    @ParameterizedTest
    @MethodSource("faults")
    void aFaultTurnsItsRowsRed(Fault fault) {
        Path sources = Path.of(System.getProperty("impl.sources"));
        AdieuDriver faulty =
                new AdieuDriver(() -> FaultyAdieu.container(fault, sources), SHORT_TIMEOUTS, SHORT_PATIENCE);
        assertThat(red(faulty, isNamedBy(Stream.of(fault)))).containsExactlyInAnyOrder(fault.caughtBy());
    }

    @Test
    void withoutAFaultNoRowIsRed() {
        AdieuDriver adieu = new AdieuDriver(BrowserWebSocketContainer::create, BROWSER_CODES);
        assertThat(red(adieu, scenario -> !scenario.is(Trait.LONG))).isEmpty();
    }

    @Test
    void shortTimeoutsAloneTurnNoRowRedThatWaitsForATimeout() {
        AdieuDriver hasty = new AdieuDriver(BrowserWebSocketContainer::create, SHORT_TIMEOUTS);
        assertThat(red(hasty, isNamedBy(faults()).and(scenario -> scenario.is(Trait.LONG))))
                .isEmpty();
    }

    private static Predicate<Scenario> isNamedBy(Stream<Fault> faults) {
        Set<String> named = faults.flatMap(fault -> Stream.of(fault.caughtBy())).collect(Collectors.toSet());
        return scenario -> named.contains(scenario.id());
    }

    private static List<String> red(AdieuDriver adieu, Predicate<Scenario> wanted) {
        List<Scenario> scenarios = Table.scenarios().stream().filter(wanted).toList();
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
