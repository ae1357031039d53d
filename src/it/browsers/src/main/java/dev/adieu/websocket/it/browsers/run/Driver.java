package dev.adieu.websocket.it.browsers.run;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import java.util.List;
import java.util.Map;

/** Lets one client play scenarios. */
public interface Driver {

    /** Plays all, several at a time; the records by scenario. */
    Map<Scenario, RunRecord> play(List<Scenario> scenarios);
}
