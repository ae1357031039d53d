package dev.adieu.tck.report;

import java.time.Duration;
import java.util.List;

/**
 * One run of the whole TCK.
 *
 * @param name what the build calls it
 * @param rules the rule set of the client
 * @param passed the tests that passed at the first attempt, {@code class#method}
 * @param notPassed all others, failed and skipped
 * @param time how long it took
 */
public record SuiteRun(String name, String rules, List<String> passed, List<String> notPassed, Duration time) {

    int found() {
        return passed.size() + notPassed.size();
    }

    @Override
    public String toString() {
        return "%-8s rules %-7s  %3d of %3d passed  %d:%02d minutes"
                .formatted(name, rules, passed.size(), found(), time.toMinutes(), time.toSecondsPart());
    }
}
