package dev.adieu.websocket.it.browsers.run;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.ImmutableCapabilities;
import org.openqa.selenium.net.PortProber;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.service.DriverCommandExecutor;
import org.openqa.selenium.remote.service.DriverService;

/**
 * Debian's WebKitGTK, the engine of Safari: its MiniBrowser, driven by its WebKitWebDriver. It has no headless mode and
 * draws on a display of its own, which is in memory.
 */
public final class WebKit implements Browser {

    private static final String DRIVER = "/usr/bin/WebKitWebDriver";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Display display;
    private final RemoteWebDriver driver;

    private WebKit(URI page, Certificates accepted) {
        String browser = miniBrowser();
        for (String needed : List.of(DRIVER, Display.SERVER, browser)) {
            if (!new File(needed).canExecute()) {
                throw new IllegalStateException(needed + " is missing; apt-get install webkit2gtk-driver xvfb");
            }
        }
        display = new Display();
        try {
            driver = new RemoteWebDriver(
                    new DriverCommandExecutor(new Service(display.name())),
                    new ImmutableCapabilities(
                            "acceptInsecureCerts",
                            accepted == Certificates.ANY,
                            "webkitgtk:browserOptions",
                            Map.of("binary", browser, "args", List.of("--automation"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver.get(page.toString());
    }

    public static WebKit open(URI page) {
        return open(page, Certificates.TRUSTED);
    }

    public static WebKit open(URI page, Certificates accepted) {
        return new WebKit(page, accepted);
    }

    /** Debian puts it below a folder named after the architecture. */
    private static String miniBrowser() {
        String path = "webkit2gtk-4.1/MiniBrowser";
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve(path))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .map(Path::toString)
                    .orElse(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** WebKitWebDriver, started with the first command and stopped with the last. */
    private static final class Service extends DriverService {

        Service(String display) throws IOException {
            this(PortProber.findFreePort(), display);
        }

        private Service(int port, String display) throws IOException {
            super(new File(DRIVER), port, START_LIMIT, List.of("--port=" + port), environment(display));
            sendOutputTo(OutputStream.nullOutputStream());
        }

        // Selenium searches in these two for a driver if it is not given the executable; it is.

        @Override
        protected String getDriverEnvironmentVariable() {
            return "SE_WEBKITDRIVER";
        }

        @Override
        public String getDriverProperty() {
            return "webdriver.webkit.driver";
        }

        /** The sandbox needs user namespaces, which a container may not have; only pages of this test are loaded. */
        private static Map<String, String> environment(String display) {
            return Map.of(
                    "DISPLAY", display,
                    "GDK_BACKEND", "x11",
                    "LIBGL_ALWAYS_SOFTWARE", "1",
                    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        }
    }

    /** For tests that look at the page. */
    public RemoteWebDriver driver() {
        return driver;
    }

    @Override
    public String version() {
        return "WebKitGTK " + driver.getCapabilities().getBrowserVersion();
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } finally {
            display.close();
        }
    }
}
