package dev.adieu.websocket.it.browsers.compare;

import dev.adieu.websocket.it.browsers.scenario.Scenario;
import dev.adieu.websocket.it.browsers.scenario.Scenario.Trait;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/** A client that plays the rows. */
public enum Player {
    CHROMIUM("Chromium"),
    FIREFOX("Firefox", Trait.FIREFOX_RACES),
    WEBKIT("WebKit", Trait.WEBKIT_RACES),
    /** With the strategy that sends the close codes of browsers: {@code adieu.close-codes=browser}. */
    ADIEU("Adieu"),
    ADIEU_BY_DEFAULT("Adieu, default codes");

    /** The browser engines, with which Adieu is compared. */
    public static final List<Player> ENGINES = List.copyOf(EnumSet.range(CHROMIUM, WEBKIT));

    private final String words;
    private final Trait races;

    Player(String words) {
        this(words, null);
    }

    Player(String words, Trait races) {
        this.words = words;
        this.races = races;
    }

    /** Returns whether it does not always do the same in this scenario, so that its record says nothing. */
    boolean racesIn(Scenario scenario) {
        return races != null && scenario.is(races);
    }

    public String words() {
        return words;
    }

    /** Returns the names in the order of the enum, as in {@code Chromium, WebKit}. */
    public static String words(Collection<Player> clients) {
        return clients.stream().sorted().map(Player::words).collect(Collectors.joining(", "));
    }
}
