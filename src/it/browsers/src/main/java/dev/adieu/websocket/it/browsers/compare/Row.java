package dev.adieu.websocket.it.browsers.compare;

import dev.adieu.websocket.it.browsers.run.RunRecord;
import dev.adieu.websocket.it.browsers.scenario.Scenario;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One scenario with what each client did in it.
 *
 * @param observations made of the records
 */
public record Row(Scenario scenario, Map<Player, RunRecord> records, Map<Player, Observation> observations) {

    public Row(Scenario scenario, Map<Player, RunRecord> records) {
        this(scenario, records, new EnumMap<>(Player.class));
        records.forEach((client, record) -> observations.put(client, Observation.of(scenario, record)));
    }

    public Observation observation(Player client) {
        return observations.get(client);
    }

    /** Returns whether the default strategy, which chooses another code than browsers, shows in this row. */
    public boolean differsByDefault() {
        return !observation(Player.ADIEU).equals(observation(Player.ADIEU_BY_DEFAULT));
    }

    /** Returns whether two clients are indistinguishable in this row. */
    boolean same(Player one, Player other) {
        return Arrays.stream(Facet.values()).allMatch(facet -> same(facet, one, other));
    }

    private boolean same(Facet facet, Player one, Player other) {
        return !one.racesIn(scenario)
                && !other.racesIn(scenario)
                && facet.of(observation(one)).equals(facet.of(observation(other)));
    }

    /** Returns the engines that do what Adieu does in this facet. */
    Set<Player> same(Facet facet) {
        return Player.ENGINES.stream()
                .filter(engine -> same(facet, Player.ADIEU, engine))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Player.class)));
    }

    boolean isSameAsAll(Facet facet) {
        return same(facet).size() == Player.ENGINES.size();
    }

    /** Returns the engines that do what Adieu does in every facet. */
    public Set<Player> same() {
        return Player.ENGINES.stream()
                .filter(engine -> same(Player.ADIEU, engine))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Player.class)));
    }

    public Agreement verdict() {
        return Agreement.of(same().size());
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
     * Returns whether Adieu differs from an engine here without a reason, or in another way than is pinned, or no
     * longer.
     */
    public boolean isUnexplained() {
        return Arrays.stream(Facet.values())
                .anyMatch(facet -> !isSameAsAll(facet) && reason(facet).isEmpty() || !Pins.allow(this, facet));
    }
}
