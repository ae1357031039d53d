package dev.adieu.websocket.it.browsers.fault;

/**
 * The rules of how a connection closes, as {@code src/docs/closing.md} states them. A fault for each must turn a row
 * red; a rule for which a browser has no counterpart names the test of the provider that shows it.
 */
public enum Rule {
    // Arguments.
    CODE("A code that the application names is 1000 or 3000–4999."),
    RFC6455_CODES(
            "Under the rules of RFC 6455 it may name those that a client may send.",
            "CloseArgumentsContractTest.theCodesOfRfc6455AreSentUnderItsRules"),
    REASON("A reason has at most 123 bytes of UTF-8; an unpaired surrogate in it becomes U+FFFD."),
    CODE_FIRST("The code is checked before the reason."),
    REFUSAL("A call that throws changes nothing."),
    EVERY_STATE("Arguments are checked in every state."),
    NO_CODE("Without a code the strategy chooses; that of browsers chooses an empty body."),
    REASON_ALONE("A reason without a code is sent with 1000."),
    NO_REASON_OBJECT(
            "close((CloseReason) null) throws an IllegalArgumentException.",
            "CloseArgumentsContractTest.aCloseSaysWhatItMeans"),

    // States.
    CLOSING_AT_ONCE("close() moves to CLOSING before it returns."),
    FIRST_CLOSE("The first code and reason stand."),
    ATTEMPT("close() gives an attempt up: no Close frame, no open event, 1006, and TCP is dropped."),
    PEER_CLOSE("The peer's Close moves OPEN to CLOSING."),
    IS_OPEN("isOpen() is true until onClose has returned.", "StateContractTest.closingIsAtOnceAndOnce"),

    // On the wire.
    BEHIND_DATA("Close is written behind everything that was accepted before."),
    NOTHING_BEHIND("No data follows Close: a send after close() fails."),
    PENDING_SENDS(
            "A send that waits succeeds if its bytes were written, and fails if not.",
            "OrderContractTest.aPendingSendHearsWhatBecameOfIt"),
    ANSWER_BEHIND_DATA("The peer's Close is answered behind everything that was accepted before."),
    ANSWER("The answer repeats code and reason, and an empty body with an empty body."),
    PINGS("Pings are answered until Close was sent, and not afterwards."),
    BUFFERED_AMOUNT("bufferedAmount is the payload that waits."),
    FAILURE("A connection that fails sends Close 1002, 1007 or 1009, and ends TCP without waiting."),

    // The close event.
    EVENT("The event has the code and reason of the peer's Close."),
    NO_BODY("A Close without a body is 1005."),
    NO_CLOSE("No Close is 1006."),
    CLEAN("Clean means that both Close frames were exchanged and TCP was not reset."),
    AFTER_TCP("The event comes when TCP has ended."),
    ONCE("onClose runs exactly once."),
    ERROR_FIRST("onError comes before onClose."),
    LOST("A connection that is reset before the peer's Close is an error."),
    PROTOCOL_ERROR("A protocol error is an error."),
    UNASSIGNED("Codes that nobody has assigned are reported as they came."),
    NEVER_ON_THE_WIRE("1005, 1006 and 1015 in a Close frame are a protocol error."),
    RESERVED("So is a reserved bit or opcode."),
    MASKED("So is a masked frame."),
    CONTROL("So is a control frame that is long or fragmented, and a length that is not the shortest."),
    FRAGMENTS("So is a message inside another."),
    CLOSE_BODY("So is a Close frame with one byte."),
    UTF8("So is text or a reason that is not UTF-8."),
    BOM("A reason keeps its BOM."),
    TOO_BIG("A message over the limit fails the connection with 1009."),
    NOT_WHILE_CLOSING("Messages that arrive after close() are not delivered."),
    BEFORE_PEER_CLOSE("Messages in front of the peer's Close are."),
    BEFORE_FAILURE("Messages in front of what fails the connection are."),
    FRAMES_WHILE_CLOSING("While closing, frames are still checked as frames."),
    CONTENT_WHILE_CLOSING("What a message that is not delivered contains is not checked."),
    BEHIND_PEER_CLOSE("What follows the peer's Close is ignored."),
    WITH_101("What comes in one segment with the 101 counts, behind the open event."),
    CALLBACKS(
            "Callbacks keep their order and never overlap; one that closes, throws or blocks loses no event.",
            "CallbacksContractTest.aCallbackMayBlock"),
    ON_OPEN(
            "What onOpen sets holds for every message behind it.",
            "CloseRacesTest.ofOnOpenReturningAndAMessageArrivingTheMessageIsDelivered"),
    ON_CLOSE("Inside onClose the application has the whole event.", "SessionTest.theCloseEventIsThereFromOnCloseOn"),
    OWN_FAULT("A fault of our own is 1011 and never the peer's.", "OwnFaultTest.aFaultWhileAFrameIsRead"),

    // The opening handshake.
    ADDRESS("The URI and the subprotocols are checked as by a browser's constructor."),
    HANDSHAKE("A response that does not accept, or has a wrong header, refuses; so does a failure of TLS."),
    NO_SUBPROTOCOL("A server may choose none of the subprotocols."),

    // Clocks.
    CONNECT_TIMEOUT("An attempt has a limit of time."),
    CLOSING_TIMEOUT_BEHIND_DATA(
            "A peer that takes nothing while Close waits is given up; one that reads slowly is not."),
    CLOSING_TIMEOUT("A Close that is not answered is waited for so long, and data of the peer does not extend it."),
    TCP_CLOSE_TIMEOUT("A peer that does not end TCP is not waited for longer than 2 s."),
    NO_CLOCK_OF_THE_APPLICATION(
            "No time depends on the application's executor, locks or callbacks.",
            "ThreadsTest.anExecutorThatWasShutDownDoesNotLoseTheCloseEvent"),
    JVM_EXIT(
            "When the JVM exits, every session sends 1001, and 2 s are enough for all of them together.",
            "JvmShutdownTest.allPeersGet1001WithinTwoSecondsWhenTheJvmShutsDown"),
    ON_OPEN_THREAD(
            "onOpen runs on the thread that waits in connectToServer.",
            "ThreadsTest.callbacksUpToOnOpenRunOnTheThreadThatWaitsInConnectToServer"),

    // The code if the application names none.
    GOING_AWAY("A container that is closed sends 1001."),
    OTHER_CAUSES(
            "Every other cause has its code, and never an exception's message as its reason.",
            "CloseCauseTest.eachCauseHasItsDefaultCodeAndNoExceptionsMessage"),
    STRATEGY(
            "A strategy that throws or chooses what may not be sent leaves the default.",
            "CloseCodeStrategyTest.aStrategyThatThrowsOrSaysWhatMayNotBeSentLeavesTheDefault");

    private final String words;
    private final String test;

    Rule(String words) {
        this(words, null);
    }

    Rule(String words, String test) {
        this.words = words;
        this.test = test;
    }

    /** Returns the test of the provider that shows it, as in {@code Class.method}; {@code null} if faults do. */
    String test() {
        return test;
    }

    @Override
    public String toString() {
        return words;
    }
}
