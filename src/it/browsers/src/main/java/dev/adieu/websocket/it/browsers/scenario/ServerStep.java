package dev.adieu.websocket.it.browsers.scenario;

import dev.adieu.websocket.peer.Frame;
import dev.adieu.websocket.peer.OpeningRequest;
import dev.adieu.websocket.peer.Response;
import dev.adieu.websocket.peer.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One thing that the scripted server does.
 *
 * @param words how the report names it
 * @param act does it
 */
public record ServerStep(String words, Act act) {

    /** Does something on the wire. */
    @FunctionalInterface
    public interface Act {
        void on(Server server) throws IOException;
    }

    public static ServerStep readRequest() {
        return new ServerStep("reads the opening handshake", Server::request);
    }

    /** Reads the first bytes, whatever they are. */
    public static ServerStep readSomething() {
        return new ServerStep(
                "reads what comes first", server -> server.connection().readAnything());
    }

    /** Completes the opening handshake; what follows goes out in the same segment. */
    public static ServerStep accept(Wire... following) {
        String words = "accepts" + (following.length == 0 ? "" : ", and in the same segment sends more");
        return new ServerStep(words, server -> {
            List<Wire> all = new ArrayList<>(Arrays.asList(following));
            all.add(0, Response.accepting(server.request()));
            server.send(all.toArray(Wire[]::new));
        });
    }

    /** Answers the opening handshake with a changed response. */
    public static ServerStep acceptChanged(String words, UnaryOperator<Response> change) {
        return new ServerStep(
                "answers " + words, server -> server.send(change.apply(Response.accepting(server.request()))));
    }

    public static ServerStep respond(int status, String phrase) {
        return new ServerStep("answers " + status + ' ' + phrase, server -> {
            server.request();
            server.send(Response.status(status, phrase));
        });
    }

    /** Sends the client elsewhere on this server, where its handshake is accepted. */
    public static ServerStep redirectHere(int status) {
        return new ServerStep("answers " + status + ", to another path of its own, where it accepts", server -> {
            OpeningRequest request = server.request();
            server.send(
                    request.target().equals("/there")
                            ? Response.accepting(request)
                            : Response.status(status, "Elsewhere")
                                    .header(
                                            "Location",
                                            "ws://" + request.header("Host").orElseThrow() + "/there"));
        });
    }

    /** Accepts who proves to be somebody. */
    public static ServerStep askForCredentials() {
        return new ServerStep("answers 401 until the client sends its credentials", server -> {
            OpeningRequest request = server.request();
            server.send(
                    request.header("Authorization").isPresent()
                            ? Response.accepting(request)
                            : Response.status(401, "Unauthorized")
                                    .header("WWW-Authenticate", "Basic realm=\"rows\"")
                                    .header("Connection", "close"));
        });
    }

    /** Sends all in one segment. */
    public static ServerStep send(String words, Wire... parts) {
        return new ServerStep("sends " + words, server -> server.send(parts));
    }

    public static ServerStep sendClose(int code, String reason) {
        return send(
                "Close " + code + (reason.isEmpty() ? "" : " " + Words.quoted(reason, 24)), Frame.close(code, reason));
    }

    public static ServerStep awaitClose() {
        return new ServerStep(
                "waits for the client's Close", server -> server.connection().awaitClose());
    }

    public static ServerStep answerClose() {
        return new ServerStep("answers the client's Close by repeating it", server -> {
            byte[] body = server.connection().awaitClose().payload();
            server.send(Frame.of(0x8, body));
        });
    }

    public static ServerStep awaitFrames(int count) {
        return new ServerStep(
                "waits for " + count + " frames", server -> server.connection().awaitFrames(count));
    }

    public static ServerStep awaitClientEnd() {
        return new ServerStep(
                "waits for the client's end of TCP",
                server -> server.connection().awaitClientEnd());
    }

    /** Tells the client something outside of the connection. */
    public static ServerStep cue(String name) {
        return new ServerStep("cues the client: " + name, server -> server.cue(name));
    }

    /** Waits, without reading, until the client has said {@link Call#signal()}. */
    public static ServerStep awaitSignal() {
        return new ServerStep("waits for the client's word", Server::awaitSignal);
    }

    /** Waits, without reading, until the client has had its close event. */
    public static ServerStep awaitCloseEvent() {
        return new ServerStep("reads nothing until the client has its close event", Server::awaitCloseEvent);
    }

    public static ServerStep pause(int millis) {
        return new ServerStep(
                "does nothing for " + millis + " ms",
                server -> server.connection().pause(Duration.ofMillis(millis)));
    }

    public static ServerStep readSlowly(int bytes, int everyMillis) {
        return new ServerStep(
                "reads slowly", server -> server.connection().readSlowly(bytes, Duration.ofMillis(everyMillis)));
    }

    public static ServerStep readFast() {
        return new ServerStep(
                "reads without pauses", server -> server.connection().readSlowly(Integer.MAX_VALUE, Duration.ZERO));
    }

    /** Repeats the same until the client ends TCP. */
    public static ServerStep sendEndlessly(String words, Wire wire) {
        return new ServerStep(
                "sends " + words + " again and again",
                server -> server.connection().sendEndlessly(wire));
    }

    /** Sends the same in intervals until the client ends TCP. */
    public static ServerStep sendEvery(int millis, String words, Wire wire) {
        return new ServerStep("sends " + words + " every " + millis + " ms", server -> {
            while (true) {
                server.connection().pause(Duration.ofMillis(millis));
                server.connection().send(wire);
            }
        });
    }

    public static ServerStep fin() {
        return new ServerStep(
                "ends its direction of TCP (FIN)", server -> server.connection().fin());
    }

    public static ServerStep finWithoutCloseNotify() {
        return new ServerStep(
                "ends its direction of TCP (FIN) in the middle of TLS",
                server -> server.connection().finWithoutCloseNotify());
    }

    public static ServerStep rst() {
        return new ServerStep("resets TCP (RST)", server -> server.connection().rst());
    }
}
