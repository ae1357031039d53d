package dev.adieu.websocket.it.browsers.view;

import dev.adieu.websocket.it.browsers.run.Chromium;
import dev.adieu.websocket.it.browsers.run.WebKit;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.openqa.selenium.Dimension;

/** The engines in which the pages are looked at. */
public enum Engine {
    CHROMIUM {
        @Override
        public View view() {
            Chromium chromium = Chromium.open(BLANK);
            return new WebDriverView(
                    chromium,
                    chromium.driver(),
                    pixels -> chromium.driver()
                            .executeCdpCommand(
                                    "Emulation.setDeviceMetricsOverride",
                                    Map.of(
                                            "width",
                                            pixels,
                                            "height",
                                            900,
                                            "deviceScaleFactor",
                                            1,
                                            "mobile",
                                            pixels < 600)));
        }
    },
    FIREFOX {
        @Override
        public View view() {
            return new FirefoxView();
        }
    },
    WEBKIT {
        @Override
        public View view() {
            WebKit webKit = WebKit.open(BLANK);
            return new WebDriverView(
                    webKit,
                    webKit.driver(),
                    pixels -> webKit.driver().manage().window().setSize(new Dimension(pixels, 900)));
        }
    };

    private static final URI BLANK = URI.create("about:blank");

    /** Starts the browser. */
    public abstract View view();

    /** Returns the name in lower case, for files. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
