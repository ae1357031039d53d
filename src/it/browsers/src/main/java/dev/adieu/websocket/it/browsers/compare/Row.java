package dev.adieu.websocket.it.browsers.compare;

import dev.adieu.websocket.it.browsers.run.RunRecord;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One scenario with what each client did in it. */
public record Row(Scenario scenario, Map<Client, RunRecord> records) {

    public Observation observation(Client client) {
        return Observation.of(scenario, records.get(client));
    }

    /** Returns whether the default strategy, which chooses another code than browsers, shows in this row. */
    public boolean differsByDefault() {
        return !observation(Client.ADIEU).equals(observation(Client.ADIEU_BY_DEFAULT));
    }

    /** Returns whether two clients are indistinguishable in this row. */
    boolean same(Client one, Client other) {
        return Arrays.stream(Facet.values()).allMatch(facet -> same(facet, one, other));
    }

    private boolean same(Facet facet, Client one, Client other) {
        return !one.racesIn(scenario)
                && !other.racesIn(scenario)
                && facet.of(observation(one)).equals(facet.of(observation(other)));
    }

    /** Returns the engines that do what Adieu does in this facet. */
    Set<Client> same(Facet facet) {
        return Client.ENGINES.stream()
                .filter(engine -> same(facet, Client.ADIEU, engine))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Client.class)));
    }

    /** Returns the engines that do what Adieu does in every facet. */
    public Set<Client> same() {
        return Client.ENGINES.stream()
                .filter(engine -> same(Client.ADIEU, engine))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Client.class)));
    }

    public Verdict verdict() {
        return Verdict.of(same().size());
    }

    private Optional<Reason> reason(Facet facet) {
        return Reasons.ALL.stream().filter(reason -> reason.isOf(this, facet)).findFirst();
    }

    /** Returns the reason for each facet in which Adieu differs from an engine. */
    public List<Reason> reasons() {
        return Arrays.stream(Facet.values())
                .flatMap(facet -> reason(facet).stream())
                .distinct()
                .toList();
    }

    /**
     * Returns whether Adieu differs from an engine here without a reason, or differs from all of them in another way than is
     * pinned.
     */
    public boolean isUnexplained() {
        return Arrays.stream(Facet.values()).anyMatch(facet -> {
            Set<Client> same = same(facet);
            return same.size() < Client.ENGINES.size() && reason(facet).isEmpty()
                    || same.isEmpty() && !Pins.allow(this, facet);
        });
    }
}
