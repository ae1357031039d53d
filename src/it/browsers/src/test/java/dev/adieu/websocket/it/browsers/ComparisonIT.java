package dev.adieu.websocket.it.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.it.browsers.compare.Comparison;
import dev.adieu.websocket.it.browsers.compare.Pins;
import dev.adieu.websocket.it.browsers.compare.Player;
import dev.adieu.websocket.it.browsers.compare.Reasons;
import dev.adieu.websocket.it.browsers.compare.Row;
import dev.adieu.websocket.it.browsers.report.Summary;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonIT {

    private final Comparison comparison = Played.comparison();

    @Test
    void thereAreAtLeast480Rows() {
        assertThat(comparison.rows()).hasSizeGreaterThanOrEqualTo(480);
        assertThat(Table.scenarios().stream().map(Scenario::id)).doesNotHaveDuplicates();
    }

    @Test
    void everyRowIsTheSameInAllEnginesOrHasAReason() {
        assertThat(comparison.unexplained().stream().map(ComparisonIT::sideBySide))
                .isEmpty();
    }

    private static String sideBySide(Row row) {
        StringBuilder text = new StringBuilder(row.scenario().id())
                .append(" is ")
                .append(row.verdict().words())
                .append(' ')
                .append(Player.words(row.same()));
        for (Player client : Player.values()) {
            text.append("\n    ").append(client.words()).append(": ").append(row.observation(client));
        }
        return text.append('\n').toString();
    }

    @Test
    void everyReasonIsNeeded() {
        assertThat(comparison.needless()).isEmpty();
    }

    @Test
    void everyReasonNamesWhatItRestsOnAndTheEnginesThatDoOtherwise() {
        assertThat(Reasons.ALL).allSatisfy(reason -> {
            assertThat(reason.why()).containsPattern("RFC \\d+|WHATWG|Web IDL|Jakarta|no standard");
            if (!reason.engines().isEmpty()) {
                assertThat(Player.ENGINES)
                        .allMatch(engine -> reason.engines().contains(engine)
                                || reason.why().contains(engine.words()));
            }
        });
    }

    @Test
    void everyDifferenceFromAnEngineIsPinnedToWhatAdieuDoes() throws IOException {
        String pins = Pins.json(comparison.rows());
        Path written = write("pins.json", pins);
        assertThat(pins)
                .as("compare/pins.json must be as %s, if that is what Adieu is meant to do", written)
                .isEqualTo(Pins.json());
    }

    @Test
    void theDefaultCodesDifferOnlyWhereCloseHasNoArguments() {
        List<Row> unexpected = comparison.rows().stream()
                .filter(Row::differsByDefault)
                .filter(row -> row.observation(Player.ADIEU).told().stream()
                        .noneMatch(line -> line.startsWith("close(), OPEN")))
                .toList();
        assertThat(unexpected.stream().map(ComparisonIT::sideBySide)).isEmpty();
    }

    @Test
    void theDocumentationHasThisSummary() throws IOException {
        String summary = new Summary(comparison).markdown();
        Path written = write("summary.md", summary);
        assertThat(Files.readString(Path.of(System.getProperty("docs"), "browsers.md")))
                .as("browsers.md must contain %s: put it between the two comments there", written)
                .contains(summary);
    }

    private static Path write(String name, String text) throws IOException {
        Path file = Path.of(System.getProperty("report"), name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
