package dev.adieu.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DeviationTest {

    @Test
    void everyListedDeviationHasATestOfWhatHappensInstead() throws Exception {
        for (Deviation deviation : Deviation.read(Path.of("browser-deviations.txt"))) {
            String[] test = deviation.instead().split("#");
            assertThat(Class.forName(test[0]).getDeclaredMethod(test[1]).isAnnotationPresent(Test.class))
                    .isTrue();
        }
    }
}
