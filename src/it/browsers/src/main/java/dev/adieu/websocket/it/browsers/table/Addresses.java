package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Transport;
import java.util.ArrayList;
import java.util.List;

/** URLs of a WebSocket, right and wrong, and what the server is asked for. */
final class Addresses {

    private final List<Scenario> scenarios = new ArrayList<>();

    static List<Scenario> scenarios() {
        Addresses all = new Addresses();
        all.schemes();
        all.paths();
        all.hosts();
        all.ports();
        return all.scenarios;
    }

    private void schemes() {
        add("http", "http:", "http://{host}:{port}/");
        add("upper-case", "a scheme in upper case", "WS://{host}:{port}/");
        add("ftp", "ftp:", "ftp://{host}:{port}/");
        add("mailto", "mailto:", "mailto:nobody@example.com");
        add("about", "about:blank", "about:blank");
        add("relative", "a relative URL", "chat");
        add("no-scheme", "a URL without a scheme", "//{host}:{port}/");
        add("empty", "an empty URL", "");
        add("no-host", "a URL without a host", "ws://");
    }

    private void paths() {
        add("no-path", "no path", "ws://{host}:{port}");
        add("query", "a path and a query", "ws://{host}:{port}/a/b?c=d&e");
        add("query-no-path", "a query without a path", "ws://{host}:{port}?q=1");
        add("percent", "percent-encoded characters", "ws://{host}:{port}/a%20b%2Fc?d=%C3%BC");
        add("non-ascii", "a path and a query beyond ASCII", "ws://{host}:{port}/b\u00FCcher?stra\u00DFe");
        add("dots", "dots in the path", "ws://{host}:{port}/a/../b/./c");
        add("space", "a space in the path", "ws://{host}:{port}/a b");
        add("bar", "a bar in the query", "ws://{host}:{port}/?a|b");
        add("stray-percent", "a percent sign that encodes nothing", "ws://{host}:{port}/100%");
        add("fragment", "a fragment", "ws://{host}:{port}/#there");
        add("fragment-empty", "an empty fragment", "ws://{host}:{port}/#");
    }

    private void hosts() {
        add("host-underscore", "an underscore in the host", "ws://my_service.localhost:{port}/");
        add("host-non-ascii", "an internationalised host", "ws://b\u00FCcher.localhost:{port}/");
        add("host-sharp-s", "a host with \u00DF", "ws://stra\u00DFe.localhost:{port}/");
        add("host-upper-case", "a host in upper case", "ws://LOCALHOST:{port}/");
        add("host-trailing-dot", "a host with a trailing dot", "ws://localhost.:{port}/");
        add("host-percent", "a percent-encoded host", "ws://%6Cocalhost:{port}/");
        add("host-ipv6", "an IPv6 address", "ws://[::1]:{port}/");
        add("host-ipv6-long", "an IPv6 address with its zeros", "ws://[0:0:0:0:0:0:0:1]:{port}/");
        add("host-ipv4-short", "an IPv4 address in two parts", "ws://127.1:{port}/");
        add("host-space", "a space in the host", "ws://local host:{port}/");
        add("host-forbidden", "a character that no host may have", "ws://local^host:{port}/");
    }

    /** If a port is blocked, WebKit fires an error event and no close event: the page waits to the end for that. */
    private void ports() {
        scenarios.add(of("port-0", "port 0", "ws://{host}:0/").with(Trait.LONG));
        add("port-70000", "port 70000", "ws://{host}:70000/");
        add("port-letters", "a port in letters", "ws://{host}:http/");
        add("port-negative", "a negative port", "ws://{host}:-1/");
        add("port-zeros", "a port with leading zeros", "ws://{host}:000{port}/");
        scenarios.add(Scenario.of("url-port-blocked", "a port that browsers block")
                .over(Transport.BLOCKED_PORT)
                .client(onOpen(close(3000)))
                .server(Table.polite())
                .with(Trait.LONG));
    }

    private void add(String id, String title, String url) {
        scenarios.add(of(id, title, url));
    }

    private static Scenario of(String id, String title, String url) {
        return Scenario.of("url-" + id, title)
                .at(url)
                .client(onOpen(close(3000)))
                .server(Table.polite())
                .with(Trait.REQUEST_IS_COMPARED);
    }
}
