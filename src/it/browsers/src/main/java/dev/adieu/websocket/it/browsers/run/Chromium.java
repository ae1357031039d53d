package dev.adieu.websocket.it.browsers.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's Chromium, driven by Debian's chromedriver. */
public final class Chromium implements Browser {

    private static final String DRIVER = "/usr/bin/chromedriver";
    private static final String BINARY = "/usr/bin/chromium";

    private final Path profile;
    private final ChromeDriver driver;

    private Chromium(URI page, Certificates accepted) {
        if (!new File(DRIVER).canExecute() || !new File(BINARY).canExecute()) {
            throw new IllegalStateException(
                    DRIVER + " or " + BINARY + " is missing; apt-get install chromium chromium-driver");
        }
        try {
            profile = Files.createTempDirectory("chromium-profile");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BINARY);
        options.setAcceptInsecureCerts(accepted == Certificates.ANY);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER))
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options);
        driver.get(page.toString());
    }

    public static Chromium open(URI page) {
        return open(page, Certificates.TRUSTED);
    }

    public static Chromium open(URI page, Certificates accepted) {
        return new Chromium(page, accepted);
    }

    /** For tests that look at the page. */
    public ChromeDriver driver() {
        return driver;
    }

    @Override
    public String version() {
        return "Chromium " + driver.getCapabilities().getBrowserVersion();
    }

    @Override
    public void close() {
        driver.quit();
        Profiles.delete(profile);
    }
}
