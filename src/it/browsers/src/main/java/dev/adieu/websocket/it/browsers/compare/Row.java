package dev.adieu.websocket.it.browsers.compare;

import dev.adieu.websocket.it.browsers.run.RunRecord;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One scenario with what each client did in it. */
public record Row(Scenario scenario, Map<Client, RunRecord> records) {

    public Observation observation(Client client) {
        return Observation.of(scenario, records.get(client));
    }

    /** Whether it shows in this row that the default strategy chooses another code than browsers do. */
    public boolean differsByDefault() {
        return !observation(Client.ADIEU).equals(observation(Client.ADIEU_BY_DEFAULT));
    }

    /** Of the row as a whole: the same as one browser only if it is in every facet. */
    public Verdict verdict() {
        return verdict(whole -> whole);
    }

    Verdict verdict(Facet facet) {
        return verdict(facet::of);
    }

    private Verdict verdict(Function<Observation, ?> part) {
        Object adieu = part.apply(observation(Client.ADIEU));
        boolean asChromium = adieu.equals(part.apply(observation(Client.CHROMIUM)));
        boolean asFirefox = adieu.equals(part.apply(observation(Client.FIREFOX)));
        return Verdict.of(asChromium, asFirefox && !scenario.is(Trait.FIREFOX_RACES));
    }

    private Optional<Reason> reason(Facet facet) {
        return Reasons.ALL.stream().filter(reason -> reason.isOf(this, facet)).findFirst();
    }

    /** Why it is so, for each facet in which it is not the same as both browsers. */
    public List<Reason> reasons() {
        return Arrays.stream(Facet.values())
                .flatMap(facet -> reason(facet).stream())
                .distinct()
                .toList();
    }

    /** Whether this row must not be: a difference, or a choice between the browsers, that nobody has explained. */
    public boolean isUnexplained() {
        return Arrays.stream(Facet.values())
                .anyMatch(facet ->
                        verdict(facet) != Verdict.SAME_AS_BOTH && reason(facet).isEmpty());
    }
}
