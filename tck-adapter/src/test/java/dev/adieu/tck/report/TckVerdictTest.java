package dev.adieu.tck.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TckVerdictTest {

    private static final String FAILED = "<failure message='no'/>";

    @TempDir
    private Path directory;

    private Path deviations;

    @BeforeEach
    void listOneDeviation() throws IOException {
        deviations = Files.writeString(
                directory.resolve("deviations.txt"), "# comment\nsuite.A#t0 | our.Test#test | a rule\n");
    }

    @Test
    void allTestsPassedIsPassed() throws IOException {
        assertThatCode(() -> judge(run("rfc6455", TckVerdict.TESTS, ""))).doesNotThrowAnyException();
    }

    @Test
    void aTestThatIsMissingFails() throws IOException {
        Path run = run("rfc6455", TckVerdict.TESTS - 1, "");

        assertThatThrownBy(() -> judge(run)).hasMessageContaining("has 737 tests, but 736 were found");
    }

    @Test
    void aTestTooManyFails() throws IOException {
        Path run = run("rfc6455", TckVerdict.TESTS + 1, "");

        assertThatThrownBy(() -> judge(run)).hasMessageContaining("has 737 tests, but 738 were found");
    }

    @Test
    void noReportAtAllFails() throws IOException {
        Path run = Files.createDirectory(directory.resolve("nothing"));

        assertThatThrownBy(() -> judge(run)).hasMessageContaining("has 737 tests, but 0 were found");
    }

    @Test
    void aTestThatDidNotPassAtOnceFails() throws IOException {
        for (String outcome : new String[] {"failure", "error", "skipped", "flakyFailure", "flakyError"}) {
            Path run = run("rfc6455", TckVerdict.TESTS, "<" + outcome + "/>");

            assertThatThrownBy(() -> judge(run)).hasMessageEndingWith("passed:\nrun: suite.A#t0 did not pass");
        }
    }

    @Test
    void aDeviationMustFailUnderTheBrowserRules() throws IOException {
        Path failed = run("browser", TckVerdict.TESTS, FAILED);
        assertThatCode(() -> judge(failed)).doesNotThrowAnyException();

        Path passed = run("browser", TckVerdict.TESTS, "");
        assertThatThrownBy(() -> judge(passed))
                .hasMessageContaining("suite.A#t0 is listed as a deviation, but did not fail");
    }

    @Test
    void anyOtherFailureUnderTheBrowserRulesFails() throws IOException {
        Files.writeString(deviations, "");
        Path run = run("browser", TckVerdict.TESTS, FAILED);

        assertThatThrownBy(() -> judge(run)).hasMessageContaining("suite.A#t0 did not pass");
    }

    @Test
    void aDeviationWithoutAReasonIsRefused() throws IOException {
        Files.writeString(deviations, "suite.A#t0 | our.Test#test");
        Path run = run("browser", TckVerdict.TESTS, FAILED);

        assertThatThrownBy(() -> judge(run)).hasMessageContaining("suite.A#t0 | our.Test#test");
    }

    @Test
    void aRunSaysItsRulesFiguresAndTime() throws IOException {
        assertThat(SurefireReports.read(run("browser", 10, FAILED)))
                .hasToString("run      rules browser    9 of  10 passed  1:05 minutes");
    }

    private void judge(Path run) throws IOException {
        TckVerdict.main(deviations.toString(), run.toString());
    }

    /** Returns a report as Failsafe writes it, of tests t0, t1, … of which the first has the outcome given. */
    private Path run(String rules, int tests, String outcomeOfTheFirst) throws IOException {
        Path run = Files.createDirectories(directory.resolve("run"));
        String cases = IntStream.range(0, tests)
                .mapToObj(i -> "<testcase name='t" + i + "' classname='suite.A' time='0'>"
                        + (i == 0 ? outcomeOfTheFirst : "") + "</testcase>")
                .collect(Collectors.joining());
        Files.writeString(
                run.resolve("TEST-suite.A.xml"),
                "<testsuite name='suite.A' time='65.2'><properties>" + "<property name='adieu.rules' value='" + rules
                        + "'/></properties>" + cases + "</testsuite>");
        return run;
    }
}
