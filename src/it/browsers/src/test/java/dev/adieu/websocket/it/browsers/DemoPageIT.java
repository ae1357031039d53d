package dev.adieu.websocket.it.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.demo.page.DemoPage;
import dev.adieu.websocket.it.browsers.run.Chromium;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

class DemoPageIT {

    private static DemoPage page;
    private static Chromium chromium;
    private static ChromeDriver driver;

    @BeforeAll
    static void open() throws IOException {
        page = new DemoPage(0);
        chromium = Chromium.open(page.uri());
        driver = chromium.driver();
    }

    @AfterAll
    static void close() {
        chromium.close();
        page.close();
    }

    @AfterEach
    void reload() {
        driver.get(page.uri().toString());
    }

    private static String result(Function<String, Boolean> wanted) {
        new WebDriverWait(driver, Duration.ofSeconds(30))
                .until(d -> wanted.apply(d.findElement(By.id("result")).getText()));
        return driver.findElement(By.id("result")).getText();
    }

    private static boolean isOver(String text) {
        return text.startsWith("The same") || text.startsWith("Your browser");
    }

    private static void pick(String code, String reason, String when, String server) {
        driver.findElement(By.id("code")).sendKeys(code);
        driver.findElement(By.id("reason")).sendKeys(reason);
        new Select(driver.findElement(By.id("when"))).selectByValue(when);
        new Select(driver.findElement(By.id("server"))).selectByValue(server);
        driver.findElement(By.id("go")).click();
    }

    @Test
    void theKeyboardAloneIsEnough() {
        new Actions(driver)
                .sendKeys(Keys.TAB, "3000", Keys.TAB, "bye now", Keys.TAB, Keys.TAB, Keys.TAB, Keys.ENTER)
                .perform();
        assertThat(result(DemoPageIT::isOver)).isEqualTo("The same in both: 3000 \"bye now\", clean");
        assertThat(driver.findElement(By.id("BROWSER")).getText())
                .contains("close(3000, \"bye now\")", "Close[3000 \"bye now\"]");
        assertThat(driver.findElement(By.id("ADIEU")).getText())
                .contains("close(3000, \"bye now\")", "Close[3000 \"bye now\"]");
    }

    @Test
    void aCodeThatMayNotBeNamedThrowsInBoth() {
        pick("1001", "", "OPEN", "ANSWERS");
        assertThat(result(DemoPageIT::isOver)).isEqualTo("The same in both: 1005, clean");
        assertThat(driver.findElement(By.id("BROWSER")).getText())
                .contains("close(1001) throws InvalidAccessError; readyState still OPEN");
        assertThat(driver.findElement(By.id("ADIEU")).getText())
                .contains("close(1001) throws InvalidAccessException; state still OPEN");
    }

    @Test
    void anAttemptIsGivenUpInBoth() {
        pick("3000", "", "CONNECTING", "ANSWERS");
        assertThat(result(DemoPageIT::isOver)).isEqualTo("The same in both: 1006, not clean");
    }

    @Test
    void everyServerLeadsToTheSameEndInBoth() {
        assertThat(end("CLOSES_FIRST", "NEVER")).isEqualTo("The same in both: 4000 \"server says bye\", clean");
        assertThat(end("ANSWERS_OTHERWISE", "OPEN")).isEqualTo("The same in both: 4001 \"other\", clean");
        assertThat(end("ANSWERS_EMPTY", "OPEN")).isEqualTo("The same in both: 1005, clean");
        assertThat(end("ANSWERS_AND_STAYS", "AFTER_DATA")).isEqualTo("The same in both: 4999, clean");
        assertThat(end("ENDS_TCP", "NEVER")).isEqualTo("The same in both: 1006, not clean");
        assertThat(end("RESETS_TCP", "NEVER")).isEqualTo("The same in both: 1006, not clean");
        assertThat(end("BREAKS_THE_PROTOCOL", "NEVER")).isEqualTo("The same in both: 1006, not clean");
    }

    private String end(String server, String when) {
        reload();
        pick("4999", "", when, server);
        return result(DemoPageIT::isOver);
    }

    @Test
    void aServerThatNeverAnswersIsWaitedForVisibly() {
        pick("1000", "", "OPEN", "NEVER_ANSWERS");
        assertThat(result(text -> text.matches("Waiting for your browser and Adieu… \\d+ s")))
                .isNotEmpty();
    }
}
