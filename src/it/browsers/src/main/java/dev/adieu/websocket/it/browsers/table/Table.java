package dev.adieu.websocket.it.browsers.table;

import dev.adieu.websocket.it.browsers.scenario.Group;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.ServerStep;
import java.util.List;

/** All scenarios. */
public final class Table {

    public static final List<Group> GROUPS = List.of(
            new Group("Arguments of close()", Arguments.scenarios()),
            new Group("Arguments in other states", ArgumentsByState.scenarios()),
            new Group("The peer's code and reason", PeerCloses.scenarios()),
            new Group("The answer to our Close", Answers.scenarios()),
            new Group("Order behind data", DataBeforeClose.scenarios()),
            new Group("Attempts given up", Attempts.scenarios()),
            new Group("No answer", NoAnswer.scenarios()),
            new Group("How TCP ends", TcpEnds.scenarios()),
            new Group("Protocol errors while open", ProtocolErrors.whileOpen()),
            new Group("Protocol errors while closing", ProtocolErrors.whileClosing()),
            new Group("In one segment", OneSegment.scenarios()),
            new Group("Crossing", Crossing.scenarios()),
            new Group("TLS", Tls.scenarios()),
            new Group("Addresses", Addresses.scenarios()),
            new Group("Cookies and credentials", WhoAsks.scenarios()),
            new Group("Opening handshakes refused", Refusals.scenarios()),
            new Group("Subprotocols", Subprotocols.scenarios()),
            new Group("Messages around close", Messages.scenarios()),
            new Group("Pages that go away", Departures.scenarios()));

    private Table() {}

    public static List<Scenario> scenarios() {
        return GROUPS.stream().flatMap(group -> group.scenarios().stream()).toList();
    }

    /** Returns a server that answers Close and then ends TCP, as RFC 6455, section 7.1.1, wants. */
    static ServerStep[] polite() {
        return new ServerStep[] {ServerStep.accept(), ServerStep.answerClose(), ServerStep.fin()};
    }
}
