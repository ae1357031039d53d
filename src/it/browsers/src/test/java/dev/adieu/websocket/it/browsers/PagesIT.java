package dev.adieu.websocket.it.browsers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.demo.page.DemoPage;
import dev.adieu.websocket.it.browsers.report.HtmlReport;
import dev.adieu.websocket.it.browsers.view.Engine;
import dev.adieu.websocket.it.browsers.view.View;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looks at the report and at the live page in every engine, on a desktop and on a phone, and keeps screenshots. */
class PagesIT {

    private static final Path FOLDER = Path.of(System.getProperty("report"));
    private static final int DESKTOP = 1280;
    /** MiniBrowser's own buttons keep WebKit at 447 pixels. */
    private static final int PHONE = 390;

    private static final String TAB = "\uE004";
    private static final String ENTER = "\uE007";
    private static final String SENTENCE_AND_CHART_ARE_VISIBLE =
            "document.getElementById('lead').textContent.length > 0"
                    + " && document.getElementById('chart').getBoundingClientRect().bottom < innerHeight";
    private static final String OVERFLOW = "document.documentElement.scrollWidth - innerWidth";

    @ParameterizedTest
    @EnumSource
    void theReportFitsDesktopAndPhone(Engine engine) throws IOException {
        Files.createDirectories(FOLDER);
        URI report = Files.writeString(FOLDER.resolve("index.html"), new HtmlReport(Played.comparison()).html())
                .toUri();
        try (View view = engine.view()) {
            view.width(DESKTOP);
            view.open(report);
            assertThat(view.evaluate("document.querySelectorAll('#chart tr').length"))
                    .isEqualTo("6");
            assertThat(view.evaluate(SENTENCE_AND_CHART_ARE_VISIBLE)).isEqualTo("true");
            fits(view, "report-" + engine.fileName() + "-desktop");
            view.open(URI.create(report + "#peer-0"));
            assertThat(view.evaluate("document.getElementById('peer-0').innerText"))
                    .contains("event close: 0");
            fits(view, "report-" + engine.fileName() + "-row");
            view.width(PHONE);
            view.evaluate("document.getElementById('peer-0').scrollIntoView()");
            fits(view, "report-" + engine.fileName() + "-row-phone");
            view.evaluate("scrollTo(0, 0)");
            assertThat(view.evaluate(SENTENCE_AND_CHART_ARE_VISIBLE)).isEqualTo("true");
            fits(view, "report-" + engine.fileName() + "-phone");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLivePageWorksByKeyboardAndFitsDesktopAndPhone(Engine engine) throws IOException {
        Files.createDirectories(FOLDER);
        try (DemoPage page = new DemoPage(0);
                View view = engine.view()) {
            view.width(DESKTOP);
            view.open(page.uri());
            view.evaluate("document.getElementById('code').focus()");
            view.type("3000" + TAB + "au revoir" + ENTER);
            assertThat(view.evaluate(result())).isEqualTo("The same in both: 3000 \"au revoir\", clean");
            fits(view, "demo-" + engine.fileName() + "-desktop");
            view.width(PHONE);
            fits(view, "demo-" + engine.fileName() + "-phone");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLivePageShowsHowAdieuConnectsAgain(Engine engine) throws IOException {
        Files.createDirectories(FOLDER);
        try (DemoPage page = new DemoPage(0);
                View view = engine.view()) {
            view.width(DESKTOP);
            view.open(page.uri());
            view.evaluate("(document.getElementById('when').value = 'NEVER',"
                    + " document.getElementById('server').value = 'RESTARTS', document.getElementById('go').click())");
            assertThat(view.evaluate(textOf("ADIEU", "its close event")))
                    .containsSubsequence(
                            "close event: 1012", "connects again in", "has another opening handshake", "onOpen again");
            fits(view, "demo-" + engine.fileName() + "-again-desktop");
            view.width(PHONE);
            view.evaluate("document.getElementById('ADIEU').scrollIntoView()");
            fits(view, "demo-" + engine.fileName() + "-again-phone");
        }
    }

    private static void fits(View view, String name) throws IOException {
        Files.write(FOLDER.resolve(name + ".png"), view.screenshot());
        assertThat(Integer.parseInt(view.evaluate(OVERFLOW)))
                .as("%s is wider than the window by", name)
                .isLessThanOrEqualTo(0);
    }

    /** Returns an expression that waits for the last word. */
    private static String result() {
        return textOf("result", "^(The same|Your browser)");
    }

    /** Returns an expression for the text of an element, which waits until that has matched. */
    private static String textOf(String id, String regex) {
        return "new Promise(resolve => { const look = () => {"
                + " const text = document.getElementById('" + id + "').textContent;"
                + " /" + regex + "/.test(text) ? resolve(text) : requestAnimationFrame(look); }; look(); })";
    }
}
