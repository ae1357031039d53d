package dev.adieu.tck.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decides over runs of the TCK: every test was found, and those that failed are exactly those that must. */
public final class TckVerdict {

    /** The number of tests in the TCK of Jakarta WebSocket 2.2. */
    static final int TESTS = 737;

    private TckVerdict() {}

    /**
     * Prints a line for each run, and fails if one is not as it must be.
     *
     * @param arguments the list of deviations under the rule set {@code browser}, then the report directory of each run
     * @throws IOException if a file cannot be read
     */
    public static void main(String... arguments) throws IOException {
        List<Deviation> browser = Deviation.read(Path.of(arguments[0]));
        List<String> faults = new ArrayList<>();
        for (String directory : Arrays.asList(arguments).subList(1, arguments.length)) {
            SuiteRun run = SurefireReports.read(Path.of(directory));
            System.out.println("TCK: " + run);
            faults.addAll(faults(run, run.rules().equals("browser") ? browser : List.of()));
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException("the TCK is not passed:\n" + String.join("\n", faults));
        }
    }

    static List<String> faults(SuiteRun run, List<Deviation> deviations) {
        List<String> faults = new ArrayList<>();
        if (run.found() != TESTS) {
            faults.add(run.name() + ": the TCK has " + TESTS + " tests, but " + run.found() + " were found");
        }
        List<String> deviating = deviations.stream().map(Deviation::test).toList();
        run.notPassed().stream()
                .filter(test -> !deviating.contains(test))
                .forEach(test -> faults.add(run.name() + ": " + test + " did not pass"));
        deviating.stream()
                .filter(test -> !run.notPassed().contains(test))
                .forEach(test -> faults.add(run.name() + ": " + test + " is listed as a deviation, but did not fail"));
        return faults;
    }
}
