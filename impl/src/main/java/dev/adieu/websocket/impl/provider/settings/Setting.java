package dev.adieu.websocket.impl.provider.settings;

import dev.adieu.websocket.AdieuSettings;
import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.connection.auth.Authenticator;
import dev.adieu.websocket.impl.connection.proxy.Proxies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/**
 * The declaration of one setting. The README's table has a row for each, with the same texts.
 *
 * @param name the same in all sources
 * @param meaning its purpose, in Markdown
 * @param defaultsTo its default, in Markdown
 * @param allowed the values that the parser takes
 * @param isSecret whether a value may contain a password, and is never shown
 * @param parser reads a value
 */
public record Setting<T>(
        String name,
        String meaning,
        String defaultsTo,
        String allowed,
        boolean isSecret,
        SettingSources.Parser<T> parser) {

    static final String PREFIX = "adieu.";
    static final String BOOL = "\"true\" or \"false\"";

    private static final List<Setting<?>> DECLARED = new ArrayList<>();

    public static final Setting<CloseRules> RULES = declare(
            AdieuSettings.RULES,
            "which close codes may be used and are accepted",
            "`browser`",
            "\"browser\" or \"rfc6455\"",
            Values::rules);
    /** Parsed later, because the application creates the strategy if a class is named. */
    public static final Setting<Object> CLOSE_CODES = declare(
            AdieuSettings.CLOSE_CODES,
            "the close code to use when the application does not name one",
            "`standard`",
            "\"standard\", \"browser\", a CloseCodeStrategy, or the name of a class that is one",
            value -> value);

    /** Parsed later, because the application creates the strategy if a class is named. */
    public static final Setting<Object> RECONNECT = declare(
            AdieuSettings.RECONNECT,
            "whether and when a connection that has ended is made again",
            "`never`",
            "\"never\", \"standard\", a ReconnectStrategy, or the name of a class that is one",
            value -> value);

    static final Setting<Boolean> CLOSE_ON_ERROR = declare(
            AdieuSettings.CLOSE_ON_ERROR,
            "whether an exception in the endpoint, or a message without a handler, also closes the session (it always "
                    + "reaches `onError`)",
            "`false`",
            BOOL,
            Values::bool);
    static final Setting<Set<String>> REQUIRED_EXTENSIONS = declare(
            AdieuSettings.REQUIRED_EXTENSIONS,
            "extensions without which the session is closed again at once",
            "none",
            "names of extensions, separated by commas",
            Values::names);
    static final Setting<Duration> CONNECT_TIMEOUT = declare(
            AdieuSettings.CONNECT_TIMEOUT,
            "for the whole attempt: name lookup, TCP, proxy, TLS, opening handshake, redirects",
            "20 s",
            Durations.ALLOWED,
            Durations::parse);
    static final Setting<Duration> CLOSING_TIMEOUT = declare(
            AdieuSettings.CLOSING_TIMEOUT,
            "how long the server may take to answer a Close frame, and how long it may accept no bytes while the Close "
                    + "frame is queued behind data",
            "30 s",
            Durations.ALLOWED,
            Durations::parse);
    static final Setting<Duration> TCP_CLOSE_TIMEOUT = declare(
            AdieuSettings.TCP_CLOSE_TIMEOUT,
            "how long the server may take to end TCP once both Close frames are exchanged, or after the Close frame of "
                    + "a failed connection",
            "2 s",
            Durations.ALLOWED,
            Durations::parse);
    static final Setting<Duration> PING_INTERVAL = declare(
            AdieuSettings.PING_INTERVAL,
            "how long the server may be silent before it is sent a ping; see [Staying connected](#staying-connected)",
            "0, for no pings",
            Durations.ZERO_ALLOWED,
            Durations::parseOrZero);
    static final Setting<Duration> PONG_TIMEOUT = declare(
            AdieuSettings.PONG_TIMEOUT,
            "how long the server may stay silent after such a ping before it is taken for dead",
            "10 s",
            Durations.ALLOWED,
            Durations::parse);
    static final Setting<SSLContext> SSL_CONTEXT = declare(
            AdieuSettings.SSL_CONTEXT,
            "for `wss:`; `ClientEndpointConfig.getSSLContext()` takes precedence",
            "the JDK's default context",
            "a javax.net.ssl.SSLContext",
            value -> Values.cast(SSLContext.class, value));
    static final Setting<Proxies> PROXY = secret(
            AdieuSettings.PROXY,
            "the proxy to connect through; `system` asks the JDK's `ProxySelector`, and so the system properties "
                    + "`https.proxyHost`, `http.proxyHost`, `http.nonProxyHosts` and `socksProxyHost`",
            "`system`",
            "\"system\", \"none\", or a URI with the scheme http, https, socks4a or socks5, with host and port, and with "
                    + "user:password@ if it asks for credentials",
            Values::proxies);
    static final Setting<Authenticator> CREDENTIALS = secret(
            AdieuSettings.CREDENTIALS,
            "for a server that answers 401, with Basic or Digest",
            "none",
            "\"user:password\"",
            Values::authenticator);
    static final Setting<Integer> MAX_REDIRECTS = declare(
            AdieuSettings.MAX_REDIRECTS,
            "how many redirects of the opening handshake are followed",
            "0",
            "a whole number from 0 to 100",
            value -> Values.between(0, 100, value));
    static final Setting<String> ORIGIN = declare(
            AdieuSettings.ORIGIN,
            "the `Origin` header, unless a `Configurator` sets or removes it; servers may refuse requests without one, or "
                    + "with one that they do not know",
            "`server`",
            "\"server\" for the origin of the server itself, \"none\", or an origin such as https://app.example",
            Values::origin);
    static final Setting<String> USER_AGENT = declare(
            AdieuSettings.USER_AGENT,
            "the `User-Agent` header, unless a `Configurator` sets or removes it",
            "Adieu",
            "ASCII text, or \"none\"",
            Values::userAgent);
    static final Setting<Boolean> COMPRESSION =
            declare(AdieuSettings.COMPRESSION, "whether permessage-deflate is offered", "`false`", BOOL, Values::bool);
    static final Setting<Integer> MAX_MESSAGE_SIZE = declare(
            AdieuSettings.MAX_MESSAGE_SIZE,
            "the largest whole message, where neither the container, the session nor `@OnMessage` sets a limit",
            "4 MiB",
            "a whole number of bytes from 1 to 2147483647",
            value -> Values.between(1, Integer.MAX_VALUE, value));
    static final Setting<Executor> EXECUTOR = declare(
            AdieuSettings.EXECUTOR,
            "the executor that runs the callbacks",
            "in Jakarta EE the application's default `ManagedExecutorService`, otherwise Adieu's own threads",
            "a java.util.concurrent.Executor",
            value -> Values.cast(Executor.class, value));
    public static final Setting<Boolean> ENABLED = declare(
            AdieuSettings.ENABLED,
            "whether `ContainerProvider` may return Adieu; `false` leaves an application with the next provider. Cannot "
                    + "be set on the endpoint or the container, because it is read before a container exists",
            "`true`",
            BOOL,
            Values::bool);

    /** Declares a setting that has no row in the README. */
    Setting(String name, String allowed, boolean isSecret, SettingSources.Parser<T> parser) {
        this(name, "", "", allowed, isSecret, parser);
    }

    private static <T> Setting<T> declare(
            String name, String meaning, String defaultsTo, String allowed, SettingSources.Parser<T> parser) {
        return declared(new Setting<>(name, meaning, defaultsTo, allowed, false, parser));
    }

    private static <T> Setting<T> secret(
            String name, String meaning, String defaultsTo, String allowed, SettingSources.Parser<T> parser) {
        return declared(new Setting<>(name, meaning, defaultsTo, allowed, true, parser));
    }

    private static <T> Setting<T> declared(Setting<T> setting) {
        DECLARED.add(setting);
        return setting;
    }

    /** Returns all settings of Adieu's own, in the order of the documentation. */
    static List<Setting<?>> all() {
        return List.copyOf(DECLARED);
    }
}
