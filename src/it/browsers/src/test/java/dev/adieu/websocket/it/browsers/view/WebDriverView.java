package dev.adieu.websocket.it.browsers.view;

import dev.adieu.websocket.it.browsers.run.Browser;
import java.net.URI;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.remote.RemoteWebDriver;

/** A browser that is driven by W3C WebDriver. */
final class WebDriverView implements View {

    private final Browser browser;
    private final RemoteWebDriver driver;
    private final IntConsumer width;

    WebDriverView(Browser browser, RemoteWebDriver driver, IntConsumer width) {
        this.browser = browser;
        this.driver = driver;
        this.width = width;
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
    }

    @Override
    public void open(URI page) {
        driver.get(page.toString());
    }

    @Override
    public void width(int pixels) {
        width.accept(pixels);
    }

    @Override
    public String evaluate(String expression) {
        return (String) driver.executeAsyncScript("const done = arguments[arguments.length - 1];" + " Promise.resolve("
                + expression + ").then(value => done(String(value)));");
    }

    @Override
    public void type(String keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    @Override
    public byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        browser.close();
    }
}
