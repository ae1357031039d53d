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

    /** Longer than it takes a peer that reads slowly to read everything. */
    private static final Duration PATIENCE_WITH_SLOW_PEERS = Duration.ofSeconds(20);

    static Stream<Fault> faults() {
        return Faults.ALL.stream();
    }

    /** Plays only the rows that must turn red; most faults turn more. */
    @ParameterizedTest
    @MethodSource("faults")
    void aFaultTurnsItsRowsRed(Fault fault) {
        Path sources = Path.of(System.getProperty("impl.sources"));
        Duration patience =
                fault.rule() == Rule.CLOSING_TIMEOUT_BEHIND_DATA ? PATIENCE_WITH_SLOW_PEERS : SHORT_PATIENCE;
        AdieuDriver faulty = new AdieuDriver(() -> FaultyAdieu.container(fault, sources), SHORT_TIMEOUTS, patience);
        assertThat(red(faulty, isNamedBy(Stream.of(fault)))).containsExactlyInAnyOrderElementsOf(fault.caughtBy());
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
        Set<String> named = faults.flatMap(fault -> fault.caughtBy().stream()).collect(Collectors.toSet());
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
    void everyRuleHasAFaultOrATestOfTheProviderThatExists() {
        Set<Rule> broken = Faults.ALL.stream().map(Fault::rule).collect(Collectors.toSet());
        assertThat(Rule.values()).allSatisfy(rule -> {
            if (rule.test() == null) {
                assertThat(broken).contains(rule);
            } else {
                assertThat(testNamed(rule.test())).as(rule.test()).isTrue();
            }
        });
    }

    private static boolean testNamed(String classAndMethod) throws IOException {
        String[] names = classAndMethod.split("\\.");
        Path root = Path.of(System.getProperty("docs")).resolve("../..").normalize();
        try (Stream<Path> files =
                Stream.concat(Files.walk(root.resolve("impl/src/test")), Files.walk(root.resolve("src/it")))) {
            Path file = files.filter(path -> path.endsWith(names[0] + ".java"))
                    .findAny()
                    .orElseThrow();
            return Files.readString(file).contains(' ' + names[1] + '(');
        }
    }

    @Test
    void theDocumentationNamesTheFaultOfEachRuleAndTheRowsThatCatchIt() throws IOException {
        String table = Stream.of(Rule.values())
                .flatMap(SeededFaultsIT::lines)
                .collect(Collectors.joining(
                        "", "| rule | fault | rows that turn red, among others |\n|---|---|---|\n", ""));
        Path written = Path.of(System.getProperty("report"), "faults.md");
        Files.createDirectories(written.getParent());
        Files.writeString(written, table);
        assertThat(Files.readString(Path.of(System.getProperty("docs"), "browsers.md")))
                .as("browsers.md must contain %s", written)
                .contains(table);
    }

    private static Stream<String> lines(Rule rule) {
        return rule.test() != null
                ? Stream.of("| " + rule + " | | `" + rule.test() + "` |\n")
                : Faults.ALL.stream()
                        .filter(fault -> fault.rule() == rule)
                        .map(fault -> "| " + rule + " | " + fault + " | "
                                + fault.caughtBy().stream()
                                        .map(row -> '`' + row + '`')
                                        .collect(Collectors.joining(", "))
                                + " |\n");
    }
}
