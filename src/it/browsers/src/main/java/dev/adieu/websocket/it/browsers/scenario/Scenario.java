package dev.adieu.websocket.it.browsers.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One closing: what the client does and what the server does. Immutable; the methods named after a part give a copy
 * with that part.
 *
 * @param id names the row
 * @param title says what happens
 * @param url what the client is given, with {@code {host}} and {@code {port}} for where the server listens
 */
public record Scenario(
        String id,
        String title,
        Transport transport,
        String url,
        List<String> subprotocols,
        List<ClientStep> client,
        List<ServerStep> server,
        Set<Trait> traits) {

    /** The way in which the client connects, and its target. */
    public enum Transport {
        PLAIN(false, false),
        /** A certificate that the client accepts. */
        TLS(true, true),
        /** A certificate that nobody trusts. */
        UNTRUSTED_TLS(true, true),
        TLS_CLIENT_TO_PLAIN_SERVER(true, false),
        PLAIN_CLIENT_TO_TLS_SERVER(false, true),
        /** The server listens on one of the ports to which browsers make no connections. */
        BLOCKED_PORT(false, false),
        NO_LISTENER(false, false);

        private final boolean clientHasTls;
        private final boolean serverHasTls;

        Transport(boolean clientHasTls, boolean serverHasTls) {
            this.clientHasTls = clientHasTls;
            this.serverHasTls = serverHasTls;
        }

        public boolean serverHasTls() {
            return serverHasTls;
        }

        /** Returns whether what the server reads are the client's HTTP and frames, and not records of a failed TLS. */
        public boolean isReadable() {
            return clientHasTls == serverHasTls && this != UNTRUSTED_TLS;
        }

        private String url() {
            return (clientHasTls ? "wss" : "ws") + "://{host}:{port}/";
        }
    }

    /** Properties that the drivers and the comparison must know. */
    public enum Trait {
        /** Waits for timers of the browsers themselves: started first, beside all others. */
        LONG,
        /** Compares the head of the opening handshake: target, Host, subprotocols, cookies and credentials. */
        REQUEST_IS_COMPARED,
        /** {@code bufferedAmount} is determined although data was sent. */
        BUFFERED_AMOUNT_IS_FIXED,
        /** Which side ends TCP first, and whether with FIN or RST, is left to the operating system's timing. */
        TCP_END_IS_OPEN,
        /** Leaves to timing how much of the queued data reaches the server. */
        SENT_DATA_IS_OPEN,
        /** Firefox races with itself and does not always do the same: it is played and shown, but not compared. */
        FIREFOX_RACES,
        /** WebKit races with itself and does not always do the same: it is played and shown, but not compared. */
        WEBKIT_RACES
    }

    public static Scenario of(String id, String title) {
        return new Scenario(
                id,
                title,
                Transport.PLAIN,
                Transport.PLAIN.url(),
                List.of(),
                List.of(),
                List.of(),
                EnumSet.noneOf(Trait.class));
    }

    public Scenario over(Transport how) {
        return new Scenario(id, title, how, how.url(), subprotocols, client, server, traits);
    }

    /** Gives the client another URL; without {@code {host}} the server listens on the address that the URL leads to. */
    public Scenario at(String template) {
        return new Scenario(id, title, transport, template, subprotocols, client, server, traits);
    }

    public Scenario offering(String... names) {
        return new Scenario(id, title, transport, url, List.of(names), client, server, traits);
    }

    public Scenario client(ClientStep... steps) {
        return new Scenario(id, title, transport, url, subprotocols, List.of(steps), server, traits);
    }

    public Scenario server(ServerStep... steps) {
        return new Scenario(id, title, transport, url, subprotocols, client, List.of(steps), traits);
    }

    /**
     * Lets the server accept, and go on when the client has had its open event: what is sent before may overtake that
     * event.
     */
    public Scenario serverOnceOpen(ServerStep... steps) {
        List<ClientStep> told = new ArrayList<>(client);
        told.add(ClientStep.onOpen(Call.signal()));
        List<ServerStep> all = new ArrayList<>(List.of(ServerStep.accept(), ServerStep.awaitSignal()));
        all.addAll(List.of(steps));
        return new Scenario(id, title, transport, url, subprotocols, List.copyOf(told), List.copyOf(all), traits);
    }

    public Scenario with(Trait trait) {
        Set<Trait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new Scenario(id, title, transport, url, subprotocols, client, server, more);
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Returns whether the WebSocket belongs to a page that goes away. */
    public boolean isLeft() {
        return client.stream()
                .flatMap(step -> step.calls().stream())
                .anyMatch(call -> call.op().leaves());
    }
}
