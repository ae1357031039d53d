package dev.adieu.websocket.it.servers;

import java.util.List;
import java.util.stream.Stream;

/** A session that an application has. */
record Conversation(Deployed application, String name) {

    static Conversation connect(Deployed application, String name, Object uri, Object... settings) {
        application
                .ask(
                        "connect",
                        Stream.concat(how(name, uri), Stream.of(settings)).toArray())
                .successful();
        return new Conversation(application, name);
    }

    /**
     * Calls the application, which connects, as a user that the server has authenticated; the request ends before the
     * application answers.
     */
    static Conversation connectWithCaller(Deployed application, String name, Object uri, String user, String password) {
        application
                .ask(
                        "connect-with-caller",
                        Stream.concat(how(name, uri), Stream.of("user", user, "password", password))
                                .toArray())
                .successful();
        return new Conversation(application, name);
    }

    static Conversation connectWithoutCaller(Deployed application, String name, Object uri) {
        application.ask("connect-without-caller", how(name, uri).toArray()).successful();
        return new Conversation(application, name);
    }

    /** Connects an endpoint whose strategy connects it again once, and then waits. */
    static Conversation connectToStay(Deployed application, String name, Object uri) {
        application.ask("connect-to-stay", how(name, uri).toArray()).successful();
        return new Conversation(application, name);
    }

    /** Begins to connect, and does not wait. */
    static Conversation attempt(Deployed application, String name, Object uri) {
        application.ask("attempt", how(name, uri).toArray()).successful();
        return new Conversation(application, name);
    }

    private static Stream<Object> how(String name, Object uri) {
        return Stream.concat(
                Stream.of("session", name, "uri", uri),
                Facts.lookupGivesAdieu() ? Stream.of() : Stream.of("by-factory", "yes"));
    }

    private Answer ask(String command, Object... parameters) {
        return application.ask(
                command,
                Stream.concat(Stream.of("session", name), Stream.of(parameters)).toArray());
    }

    void send(String text) {
        ask("send", "text", text).successful();
    }

    /** Sends many messages without waiting for any, and then closes. */
    void sendManyThenClose(String text, int times, int code) {
        ask("send", "text", text, "times", times, "then-close", "yes", "code", code)
                .successful();
    }

    /** Sends a text and waits for its return. */
    String echoed(String text) {
        send(text);
        return journalUntil("message " + text).stream()
                .reduce((earlier, latest) -> latest)
                .orElseThrow()
                .substring("message ".length());
    }

    Answer close() {
        return ask("close");
    }

    Answer close(int code, String reason) {
        return ask("close", "code", code, "reason", reason);
    }

    void closeContainer() {
        ask("close-container").successful();
    }

    void giveUp() {
        ask("give-up").successful();
    }

    /** Returns the close event, once there is one. */
    String outcome() {
        return ask("event").successful();
    }

    String outcomeOfAttempt() {
        return ask("outcome").successful();
    }

    /** Returns how often it was tried to connect again, once it waits before another try. */
    int triesUntilItWaits() {
        return Integer.parseInt(ask("tries-until-it-waits").successful());
    }

    /** Returns what the strategy that decides about connecting again wrote down, until it wrote that. */
    List<String> strategyUntil(String beginning) {
        return entries("patience", beginning).map(entry -> entry[0]).toList();
    }

    /** Returns how many open sessions the application sees beside this one, with it. */
    int openSessions() {
        return Integer.parseInt(ask("open-sessions").successful());
    }

    /** Returns the callbacks of the endpoint, once there is one that begins so. */
    List<String> journalUntil(String beginning) {
        return entries(name, beginning).map(entry -> entry[0]).toList();
    }

    /** Returns the surroundings that those callbacks ran in. */
    List<String> surroundingsUntil(String beginning) {
        return entries(name, beginning).map(entry -> entry[1]).toList();
    }

    /** Returns the callbacks of the server's endpoint at the other end. */
    List<String> journalOfServerUntil(String beginning) {
        return entries("server of " + name, beginning).map(entry -> entry[0]).toList();
    }

    private Stream<String[]> entries(String journal, String beginning) {
        return application.ask("journal", "session", journal, "until", beginning).lines().stream()
                .map(entry -> entry.split("\t"));
    }
}
