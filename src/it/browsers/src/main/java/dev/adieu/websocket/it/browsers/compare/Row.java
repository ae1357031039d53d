package dev.adieu.websocket.it.browsers.compare;

import dev.adieu.websocket.it.browsers.run.RunRecord;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One scenario with what each client did in it. */
public record Row(Scenario scenario, Map<Client, RunRecord> records) {

    public Observation observation(Client client) {
        return Observation.of(scenario, records.get(client));
    }

    /** Of the row as a whole: the same as one browser only if it is in every facet. */
    public Verdict verdict() {
        return Verdict.of(observation(Client.ADIEU), observation(Client.CHROMIUM), observation(Client.FIREFOX));
    }

    Verdict verdict(Facet facet) {
        return Verdict.of(facet.of(observation(Client.ADIEU)), facet.of(observation(Client.CHROMIUM)), facet.of(observation(Client.FIREFOX)));
    }

    private Optional<Reason> reason(Facet facet) {
        return Reasons.ALL.stream().filter(reason -> reason.isOf(this, facet)).findFirst();
    }

    /** Why it is so, for each facet in which it is not the same as both browsers. */
    public List<Reason> reasons() {
        return Arrays.stream(Facet.values()).flatMap(facet -> reason(facet).stream()).distinct().toList();
    }

    /** Whether this row must not be: a difference, or a choice between the browsers, that nobody has explained. */
    public boolean isUnexplained() {
        return Arrays.stream(Facet.values()).anyMatch(facet -> verdict(facet) != Verdict.SAME_AS_BOTH && reason(facet).isEmpty());
    }
}
