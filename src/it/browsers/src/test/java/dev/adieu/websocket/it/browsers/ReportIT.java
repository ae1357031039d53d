package dev.adieu.websocket.it.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.it.browsers.report.HtmlReport;
import dev.adieu.websocket.it.browsers.run.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

class ReportIT {

    private static final Path FOLDER = Path.of(System.getProperty("report"));
    private static Path page;
    private static Chromium chromium;
    private static ChromeDriver driver;

    @BeforeAll
    static void writeAndOpen() throws IOException {
        Files.createDirectories(FOLDER);
        page = Files.writeString(FOLDER.resolve("index.html"), new HtmlReport(Played.comparison()).html());
        chromium = Chromium.open(page.toUri());
        driver = chromium.driver();
    }

    @BeforeEach
    void reload() {
        driver.get(page.toUri().toString());
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static List<WebElement> shownRows() {
        return driver.findElements(By.cssSelector("details")).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    @Test
    void itShowsEveryRow() {
        assertThat(shownRows()).hasSameSizeAs(Played.comparison().rows());
    }

    @Test
    void searchAndFilterLeaveTheRowsThatFit() {
        driver.findElement(By.id("search")).sendKeys("peer-1005");
        assertThat(shownRows())
                .extracting(row -> row.getAttribute("id"))
                .containsExactly("peer-1005", "peer-1005-bare");
        driver.findElement(By.cssSelector("#verdicts input[value=SAME_AS_TWO]")).click();
        assertThat(shownRows()).isEmpty();
        assertThat(driver.findElement(By.id("shown")).getText()).startsWith("0 of ");
    }

    @Test
    void aRowOpensByKeyboardIntoBothSidesWithTheBytesDecoded() {
        WebElement row = driver.findElement(By.id("peer-4000"));
        row.findElement(By.tagName("summary")).sendKeys(Keys.ENTER);
        // A row is filled when the browser has told the page that it is open.
        new WebDriverWait(driver, Duration.ofSeconds(30))
                .until(page -> !row.findElements(By.cssSelector(".client")).isEmpty());
        assertThat(row.findElements(By.cssSelector(".client"))).hasSize(5);
        assertThat(row.getText())
                .contains(
                        "event close: 4000 \"r\", clean",
                        "Close, masked, 3 bytes: 4000 \"r\"",
                        "Close, 3 bytes: 4000 \"r\"",
                        "client ends TCP: FIN",
                        "HTTP/1.1 101 Switching Protocols");
    }
}
