package dev.adieu.websocket.impl.connection.handshake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agreed parameters of {@code permessage-deflate} (RFC 7692, section 7.1).
 *
 * @param clientKeepsContext whether the client's messages are compressed with the context of those before
 * @param serverKeepsContext whether the server's messages are compressed with the context of those before
 */
public record PermessageDeflate(boolean clientKeepsContext, boolean serverKeepsContext) {

    /** The name of the extension. */
    public static final String NAME = "permessage-deflate";

    private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";

    /** The largest window, and the only one that the JDK's deflater has. Its inflater takes all smaller ones, too. */
    private static final int WINDOW_BITS = 15;

    /**
     * Reads what the server answered.
     *
     * @param offers all offers of the request; those of other extensions are ignored
     * @throws IllegalArgumentException with a message that names the parameter and the rule that it breaks
     */
    static PermessageDeflate parse(Extension answer, List<Extension> offers) {
        Map<String, @Nullable String> answered = parameters(answer);
        if (answered.containsKey(CLIENT_WINDOW) && answered.get(CLIENT_WINDOW) == null) {
            throw illegal("answers " + CLIENT_WINDOW + " without a value (RFC 7692, section 7.1.2.2)");
        }
        IllegalArgumentException mismatch = illegal("was not offered");
        for (Extension offer : offers) {
            if (offer.name().equals(NAME)) {
                Map<String, @Nullable String> offered = parameters(offer);
                mismatch = mismatch(answered, offered);
                if (mismatch == null) {
                    // An offer of client_no_context_takeover binds the client even if the answer does not have it
                    // (RFC 7692, section 7.1.1.2).
                    return new PermessageDeflate(
                            !answered.containsKey(CLIENT_NO_CONTEXT) && !offered.containsKey(CLIENT_NO_CONTEXT),
                            !answered.containsKey(SERVER_NO_CONTEXT));
                }
            }
        }
        throw mismatch;
    }

    /**
     * Checks the offers of a request.
     *
     * @throws IllegalArgumentException if one has a parameter that RFC 7692 forbids, or that cannot be kept
     */
    static void checkOffers(List<Extension> offers) {
        for (Extension offer : offers) {
            if (offer.name().equals(NAME)) {
                String window = parameters(offer).get(CLIENT_WINDOW);
                if (window != null && Integer.parseInt(window) != WINDOW_BITS) {
                    throw illegal("offers " + CLIENT_WINDOW + "=" + window
                            + ", but the JDK's deflater has only a window of 15 bits; offer " + CLIENT_WINDOW
                            + " without a value, or not at all");
                }
            }
        }
    }

    /** Returns why the answer is not one to this offer; {@code null} if it is. */
    private static @Nullable IllegalArgumentException mismatch(
            Map<String, @Nullable String> answered, Map<String, @Nullable String> offered) {
        if (offered.containsKey(SERVER_NO_CONTEXT) && !answered.containsKey(SERVER_NO_CONTEXT)) {
            return illegal("does not answer " + SERVER_NO_CONTEXT + ", which was offered (RFC 7692, section 7.1.1.1)");
        }
        String most = offered.get(SERVER_WINDOW);
        String serverWindow = answered.get(SERVER_WINDOW);
        if (most != null && (serverWindow == null || Integer.parseInt(serverWindow) > Integer.parseInt(most))) {
            return illegal("answers " + (serverWindow == null ? "no " : "") + SERVER_WINDOW
                    + (serverWindow == null ? "" : "=" + serverWindow) + ", and was offered " + most
                    + " as the most (RFC 7692, section 7.1.2.1)");
        }
        String clientWindow = answered.get(CLIENT_WINDOW);
        if (clientWindow != null && !offered.containsKey(CLIENT_WINDOW)) {
            return illegal("answers " + CLIENT_WINDOW + ", which was not offered (RFC 7692, section 7.1.2.2)");
        }
        if (clientWindow != null && Integer.parseInt(clientWindow) != WINDOW_BITS) {
            return illegal("answers " + CLIENT_WINDOW + "=" + clientWindow
                    + ", but the JDK's deflater has only a window of 15 bits; do not offer " + CLIENT_WINDOW
                    + " to this server");
        }
        return null;
    }

    /** Checks what is the same for an offer and an answer. */
    private static Map<String, @Nullable String> parameters(Extension extension) {
        Map<String, @Nullable String> parameters = new HashMap<>();
        for (Extension.Parameter parameter : extension.parameters()) {
            String name = parameter.name();
            String value = parameter.value();
            if (parameters.containsKey(name)) {
                throw illegal("has " + name + " twice (RFC 7692, section 7.1)");
            }
            switch (name) {
                case SERVER_NO_CONTEXT, CLIENT_NO_CONTEXT -> {
                    if (value != null) {
                        throw illegal("has " + name + " with the value \"" + value
                                + "\", and it must have none (RFC 7692, section 7.1.1)");
                    }
                }
                case SERVER_WINDOW -> checkWindow(name, value);
                case CLIENT_WINDOW -> {
                    // Only an offer may have it without a value.
                    if (value != null) {
                        checkWindow(name, value);
                    }
                }
                default -> throw illegal("has the unknown parameter \"" + name + "\" (RFC 7692, section 7.1)");
            }
            parameters.put(name, value);
        }
        return parameters;
    }

    private static void checkWindow(String name, @Nullable String value) {
        if (value == null || !value.matches("[89]|1[0-5]")) {
            throw illegal("has " + name + (value == null ? " without a value" : " with the value \"" + value + "\"")
                    + ", and it must be a number from 8 to 15 without a leading zero (RFC 7692, section 7.1.2)");
        }
    }

    private static IllegalArgumentException illegal(String why) {
        return new IllegalArgumentException("the extension " + NAME + ' ' + why);
    }
}
