package dev.adieu.websocket.impl.contract;

import dev.adieu.websocket.CloseEvent.Initiator;
import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.peer.Script;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.CloseReason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One row of a table: what the peer does, what the application does, and everything that must be seen then. It is
 * written in one line, and {@link Rows} plays it.
 */
final class Row {

    /** A call of the application, and what it throws; {@code null} for nothing. */
    record Step(String label, Act act, Class<? extends Throwable> thrown) {}

    /** The expected entries of {@link CallbackLog} between the opening and the error or close. */
    final List<String> messages = new ArrayList<>();

    final List<Step> steps = new ArrayList<>();
    final List<String> wire = new ArrayList<>();
    final Map<String, Object> settings = new LinkedHashMap<>();
    final List<String> subprotocols = new ArrayList<>();
    final Set<CloseRules> rules = EnumSet.of(CloseRules.BROWSER);
    final String sentence;
    Script peer = Peers.answers();
    UnaryOperator<URI> uri = UnaryOperator.identity();
    int receiveBuffer;
    int messageLimit;
    boolean plain = true;
    boolean tls = true;
    boolean trusting = true;
    boolean beforeOpen;
    boolean echoing;
    Act onOpen = c -> {};
    Act onMessage = c -> {};
    Act onError = c -> {};
    Act onClose = c -> {};
    boolean opens = true;
    Class<? extends Throwable> cause;
    boolean errors;
    boolean loses;
    String event;
    Initiator initiator;
    String tcp = "peer FIN, client FIN";
    boolean anyWire;
    Act afterwards = c -> {};
    long notBeforeMillis = Long.MIN_VALUE;
    long notAfterMillis = Long.MAX_VALUE;

    private Row(String sentence) {
        this.sentence = sentence;
    }

    static Row row(String sentence) {
        return new Row(sentence);
    }

    // ---------------------------------------------------------------- what is given

    /** Sets the peer's script; by default it accepts, repeats the client's Close and ends TCP first. */
    Row peer(Script script) {
        peer = script;
        return this;
    }

    /** Limits the bytes that the peer's operating system keeps unread. */
    Row peerBuffer(int bytes) {
        receiveBuffer = bytes;
        return this;
    }

    Row with(String setting, Object value) {
        settings.put(setting, value);
        return this;
    }

    Row offering(String... names) {
        subprotocols.addAll(List.of(names));
        return this;
    }

    Row messageLimit(int bytes) {
        messageLimit = bytes;
        return this;
    }

    Row underRfc6455() {
        rules.clear();
        rules.add(CloseRules.RFC6455);
        return this;
    }

    Row underBoth() {
        rules.addAll(EnumSet.allOf(CloseRules.class));
        return this;
    }

    Row onlyPlain() {
        tls = false;
        return this;
    }

    Row onlyTls() {
        plain = false;
        return this;
    }

    Row notTrusting() {
        trusting = false;
        return this;
    }

    Row to(UnaryOperator<URI> other) {
        uri = other;
        return this;
    }

    // ---------------------------------------------------------------- what the application does

    /** Begins the steps without waiting until the connection is open. */
    Row whileConnecting() {
        beforeOpen = true;
        opens = false;
        return this;
    }

    Row does(String label, Act act) {
        steps.add(new Step(label, act, null));
        return this;
    }

    Row close() {
        return does("close()", RowClient::close);
    }

    Row close(int code) {
        return does("close(" + code + ")", c -> c.close(code));
    }

    Row close(int code, String reason) {
        return does("close(" + code + ", " + reason.length() + " chars)", c -> c.close(code, reason));
    }

    Row close(CloseReason reason) {
        return does("close(" + reason + ")", c -> c.close(reason));
    }

    Row send(String text) {
        return does("send(" + text.length() + " chars)", c -> c.send(text));
    }

    /** Sets the exception that the last step throws. */
    Row throwing(Class<? extends Throwable> type) {
        Step last = steps.remove(steps.size() - 1);
        steps.add(new Step(last.label(), last.act(), type));
        return this;
    }

    /** Adds a step that checks the state of the connection. */
    Row isIn(ReadyState state, boolean open) {
        return does("is in " + state, c -> {
            if (c.state() != state || c.session() != null && c.session().isOpen() != open) {
                throw new AssertionError("readyState " + c.state() + ", isOpen() "
                        + (c.session() == null ? "-" : c.session().isOpen()));
            }
        });
    }

    /** Has the peer accept after all, in spite of {@link #whileConnecting}. */
    Row opensLater() {
        opens = true;
        return does("opens", c -> c.log.await("open"));
    }

    /** Lets the peer's script go on. */
    Row cue() {
        return does("cue", c -> c.peer().cue());
    }

    Row echoing() {
        echoing = true;
        return this;
    }

    Row onOpen(Act act) {
        onOpen = act;
        return this;
    }

    Row onMessage(Act act) {
        onMessage = act;
        return this;
    }

    Row onError(Act act) {
        onError = act;
        return this;
    }

    Row onClose(Act act) {
        onClose = act;
        return this;
    }

    // ---------------------------------------------------------------- what must be seen

    /** Sets the messages delivered, as in {@code text "a"}. */
    Row hears(String... delivered) {
        messages.addAll(List.of(delivered));
        return this;
    }

    Row hearsText(String text) {
        return hears("text " + Shown.payload(text.getBytes(StandardCharsets.UTF_8), true));
    }

    Row hearsBinary(byte[] data) {
        return hears("binary " + Shown.payload(data, false));
    }

    /** Sets every frame that the client sends; none by default. */
    Row sends(Wire... frames) {
        for (Wire frame : frames) {
            wire.add(Shown.frame(frame));
        }
        return this;
    }

    /** Expects a Close with this code and any reason. */
    Row sendsClose(int code) {
        wire.add(Shown.anyReason(code));
        return this;
    }

    /** Sets a check of what the client sent, made when all is over instead of comparing frame by frame. */
    Row afterwards(Act check) {
        anyWire = true;
        return alsoAfterwards(check);
    }

    /** This is checked too, when all is over. */
    Row alsoAfterwards(Act check) {
        afterwards = check;
        return this;
    }

    /** Sets the close event, whose code and reason {@code onClose} gets. */
    Row cleanly(int code, String reason) {
        event = code + " \"" + reason + "\" clean";
        return this;
    }

    /** Sets the close event of a TCP failure after both Close frames were exchanged. */
    Row uncleanly(int code, String reason) {
        event = code + " \"" + reason + "\" unclean";
        return this;
    }

    Row unclean() {
        event = "1006 \"\" unclean";
        return this;
    }

    Row begunBy(Initiator side) {
        initiator = side;
        return this;
    }

    /**
     * Expects what follows a broken rule: the peer is sent a Close with this code, TCP ends without waiting, and the
     * application is notified of an error.
     */
    Row fails(int code) {
        return sendsClose(code).failsInClosing();
    }

    /** Does as {@link #fails}, but our Close was sent before. */
    Row failsInClosing() {
        errors = true;
        tcp = "client FIN, peer FIN";
        return unclean();
    }

    /** Expects that TCP breaks, and that the application hears first that the connection was lost. */
    Row losesConnection() {
        loses = true;
        tcp = "peer RST";
        return unclean();
    }

    /** Expects that the connection is never established, and that the failure is kept as a cause. */
    Row refused(Class<? extends Throwable> kept) {
        opens = false;
        cause = kept;
        return unclean();
    }

    /**
     * Sets how each side ended TCP, in sequence; {@code null} if that is not determined. By default, the peer first and
     * both gracefully.
     */
    Row tcp(String ends) {
        tcp = ends;
        return this;
    }

    /** Sets the time from the last step, or from the attempt if there are no steps, to the end of the connection. */
    Row takes(long fromMillis, long toMillis) {
        notBeforeMillis = fromMillis;
        notAfterMillis = toMillis;
        return this;
    }

    @Override
    public String toString() {
        return sentence;
    }
}
