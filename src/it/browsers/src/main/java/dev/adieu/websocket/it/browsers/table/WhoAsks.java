package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.Call.cookies;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onClose;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.acceptChanged;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.askForCredentials;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.ServerStep;
import java.util.List;

/** Cookies and credentials. */
final class WhoAsks {

    private WhoAsks() {}

    static List<Scenario> scenarios() {
        return List.of(
                of(
                        "cookie-of-page",
                        "a cookie of the page's host",
                        "ws://127.0.0.1:{port}/with-cookie",
                        Table.polite()),
                of(
                        "cookie-of-other-host",
                        "no cookie of another host",
                        "ws://{host}:{port}/with-cookie",
                        Table.polite()),
                Scenario.of("cookie-from-101", "the server sets a cookie with 101")
                        .at("ws://127.0.0.1:{port}/")
                        .client(onOpen(close(3000)), onClose(cookies()))
                        .server(
                                acceptChanged(
                                        "with a cookie",
                                        right -> right.header("Set-Cookie", "server=1; Path=/page.html")),
                                answerClose(),
                                fin()),
                of("user-info", "user and password in the URL", "ws://user:secret@{host}:{port}/", Table.polite()),
                of("user-info-empty", "an empty user in the URL", "ws://@{host}:{port}/", Table.polite()),
                of(
                        "user-info-asked-for",
                        "user and password in the URL, and the server asks for them",
                        "ws://user:secret@{host}:{port}/",
                        askForCredentials(),
                        answerClose(),
                        fin()));
    }

    private static Scenario of(String id, String title, String url, ServerStep... server) {
        return Scenario.of(id, title)
                .at(url)
                .client(onOpen(close(3000)))
                .server(server)
                .with(Trait.REQUEST_IS_COMPARED)
                .with(Trait.TCP_END_IS_OPEN);
    }
}
