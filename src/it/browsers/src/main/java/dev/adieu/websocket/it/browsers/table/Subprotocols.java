package dev.adieu.websocket.it.browsers.table;

import static dev.adieu.websocket.it.browsers.scenario.Call.close;
import static dev.adieu.websocket.it.browsers.scenario.ClientStep.onOpen;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.acceptChanged;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.answerClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.awaitClose;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.fin;
import static dev.adieu.websocket.it.browsers.scenario.ServerStep.sendClose;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import dev.adieu.websocket.peer.Response;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Subprotocols that a client offers and a server chooses. */
final class Subprotocols {

    private static final String HEADER = "Sec-WebSocket-Protocol";

    private Subprotocols() {}

    static List<Scenario> scenarios() {
        return Stream.concat(answered().stream(), offered().stream()).toList();
    }

    private static List<Scenario> answered() {
        return List.of(
                of("first", "chooses the first", "the first subprotocol", right -> right.header(HEADER, "a"), "a", "b"),
                of(
                        "second",
                        "chooses the second",
                        "the second subprotocol",
                        right -> right.header(HEADER, "b"),
                        "a",
                        "b"),
                of(
                        "only",
                        "chooses the only one",
                        "the only subprotocol",
                        right -> right.header(HEADER, "chat"),
                        "chat"),
                of(
                        "other",
                        "chooses one that was not offered",
                        "another subprotocol",
                        right -> right.header(HEADER, "c"),
                        "a",
                        "b"),
                of("none", "chooses none of two", "no subprotocol", right -> right, "a", "b"),
                of(
                        "unrequested",
                        "chooses one although none was offered",
                        "a subprotocol",
                        right -> right.header(HEADER, "x")),
                of(
                        "case",
                        "chooses one in another case",
                        "a subprotocol in another case",
                        right -> right.header(HEADER, "CHAT"),
                        "chat"),
                of(
                        "two-headers",
                        "chooses two, in two headers",
                        "two subprotocols",
                        right -> right.header(HEADER, "a").header(HEADER, "b"),
                        "a",
                        "b"),
                of("list", "chooses a list", "a list of subprotocols", right -> right.header(HEADER, "a, b"), "a", "b"),
                of(
                        "empty",
                        "chooses an empty one",
                        "an empty subprotocol",
                        right -> right.header(HEADER, ""),
                        "a",
                        "b"));
    }

    private static List<Scenario> offered() {
        return List.of(
                offer("twice", "the same twice", "chat", "chat"),
                offer("twice-other-case", "the same twice, in another case", "chat", "Chat"),
                offer("nothing", "an empty one", ""),
                offer("a-space", "one with a space", "a b"),
                offer("a-comma", "one with a comma", "a,b"),
                offer("a-slash", "one with a slash", "a/b"),
                offer("quotes", "one in quotes", "\"a\""),
                offer("an-at", "one with an at sign", "a@b"),
                offer("a-control", "one with a control character", "a\u0001b"),
                offer("del", "one with U+007F", "a\u007Fb"),
                offer("non-ascii", "one beyond ASCII", "\u00FC"),
                offer("marks", "one with all marks that a token may have", "!#$%&'*+-.^_`|~"),
                offer("good-and-bad", "a good one and a bad one", "chat", "a(b)"));
    }

    private static Scenario offer(String id, String title, String... names) {
        return Scenario.of("offer-" + id, "the client offers " + title)
                .offering(names)
                .client(onOpen(close(3000)))
                .server(
                        acceptChanged("with the first subprotocol", right -> right.header(HEADER, names[0])),
                        answerClose(),
                        fin())
                .with(Trait.REQUEST_IS_COMPARED);
    }

    private static Scenario of(
            String id, String title, String words, UnaryOperator<Response> answer, String... offered) {
        return Scenario.of("subprotocol-" + id, "the server " + title)
                .offering(offered)
                .server(acceptChanged(words, answer), sendClose(1000, ""), awaitClose(), fin())
                .with(Trait.TCP_END_IS_OPEN);
    }
}
