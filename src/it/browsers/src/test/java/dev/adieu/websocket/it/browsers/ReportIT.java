package dev.adieu.websocket.it.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.it.browsers.report.HtmlReport;
import dev.adieu.websocket.it.browsers.run.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

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
        width(1280);
        driver.get(page.toUri().toString());
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    private static void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", pixels < 600));
    }

    private static void screenshot(String name) throws IOException {
        Files.write(FOLDER.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    private static List<WebElement> shownRows() {
        return driver.findElements(By.cssSelector("details")).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    @Test
    void itShowsEveryRow() throws IOException {
        assertThat(shownRows()).hasSameSizeAs(Played.comparison().rows());
        screenshot("report-desktop");
    }

    @Test
    void searchAndFilterLeaveTheRowsThatFit() {
        driver.findElement(By.id("search")).sendKeys("peer-1005");
        assertThat(shownRows())
                .extracting(row -> row.getAttribute("id"))
                .containsExactly("peer-1005", "peer-1005-bare");
        driver.findElement(By.cssSelector("#verdicts input[value=SAME_AS_CHROMIUM]"))
                .click();
        assertThat(shownRows()).isEmpty();
        assertThat(driver.findElement(By.id("shown")).getText()).startsWith("0 of ");
    }

    @Test
    void aRowOpensByKeyboardIntoBothSidesWithTheBytesDecoded() throws IOException {
        WebElement row = driver.findElement(By.id("peer-4000"));
        row.findElement(By.tagName("summary")).sendKeys(Keys.ENTER);
        assertThat(row.findElements(By.cssSelector(".client"))).hasSize(4);
        assertThat(row.getText())
                .contains(
                        "event close: 4000 \"r\", clean",
                        "Close, masked, 3 bytes: 4000 \"r\"",
                        "Close, 3 bytes: 4000 \"r\"",
                        "client ends TCP: FIN",
                        "HTTP/1.1 101 Switching Protocols");
        screenshot("report-row");
    }

    @Test
    void itFitsAPhone() throws IOException {
        width(390);
        driver.get(page.toUri() + "#peer-1001");
        assertThat(driver.findElement(By.id("peer-1001")).getText()).contains("event close: 1001");
        assertThat((Long) driver.executeScript("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        screenshot("report-phone");
    }
}
