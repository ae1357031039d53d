package dev.adieu.websocket;

/**
 * The names of the settings, the same in every source. They are looked up in this order: the endpoint's user
 * properties, {@link BrowserWebSocketContainer#getProperties()}, {@code META-INF/adieu.properties} in the application's
 * archive, MicroProfile Config if the application has it, system properties. They are read when a connection is
 * attempted.
 *
 * <p>A value that is not allowed causes a {@link jakarta.websocket.DeploymentException}. So does an {@code adieu.} name
 * that does not exist; in MicroProfile Config and the system properties, which others use as well, it only causes a
 * warning in the log.
 *
 * <p>A <em>time</em> is more than zero: a whole number of milliseconds, a {@link java.time.Duration}, or an ISO 8601
 * duration such as {@code PT20S}.
 */
public final class AdieuSettings {

    /**
     * The close codes that may be used and are accepted: a {@link CloseRules}, {@code browser} or {@code rfc6455}.
     * Default: {@code browser}.
     */
    public static final String RULES = "adieu.rules";

    /**
     * The close code that is sent if the application names none: a {@link CloseCodeStrategy}, the name of a class that
     * is one, {@code standard} or {@code browser}. Default: {@code standard}.
     */
    public static final String CLOSE_CODES = "adieu.close-codes";

    /**
     * The decision whether and when a connection that has ended is made again: a {@link ReconnectStrategy}, the name of
     * a class that is one, {@code never} or {@code standard}. Default: {@code never}.
     */
    public static final String RECONNECT = "adieu.reconnect";

    /**
     * {@code true} or {@code false}: whether an exception in the endpoint, or a message that it has no handler for,
     * also closes the session; it always reaches {@code onError}. Default: {@code false}.
     */
    public static final String CLOSE_ON_ERROR = "adieu.close-on-error";

    /**
     * Names of extensions, separated by commas; a session without one of them is closed again at once. Default: none.
     */
    public static final String REQUIRED_EXTENSIONS = "adieu.required-extensions";

    /**
     * The <em>time</em> for a whole attempt: name lookup, TCP, proxy, TLS, opening handshake, redirects. Default: 20 s.
     */
    public static final String CONNECT_TIMEOUT = "adieu.connect-timeout";

    /**
     * The <em>time</em> in which the server has to answer a Close frame, and the longest during which it may accept no
     * bytes while the Close frame is queued behind data. Default: 30 s.
     */
    public static final String CLOSING_TIMEOUT = "adieu.closing-timeout";

    /**
     * The <em>time</em> in which the server has to end TCP once both Close frames are exchanged, or after the Close
     * frame of a failed connection. Default: 2 s.
     */
    public static final String TCP_CLOSE_TIMEOUT = "adieu.tcp-close-timeout";

    /**
     * The <em>time</em> that the server may be silent before it is sent a ping, which keeps the connection alive in
     * proxies and shows whether the server lives. {@code 0}, the default, for no pings.
     */
    public static final String PING_INTERVAL = "adieu.ping-interval";

    /**
     * The <em>time</em> that the server may stay silent after such a ping. Then the connection fails: {@code onError}
     * is called with a {@link jakarta.websocket.SessionException}, and the close event says 1006. Default: 10 s.
     */
    public static final String PONG_TIMEOUT = "adieu.pong-timeout";

    /**
     * A {@link javax.net.ssl.SSLContext} for {@code wss:}; {@code ClientEndpointConfig.getSSLContext()} takes
     * precedence. Default: the JDK's default context.
     */
    public static final String SSL_CONTEXT = "adieu.ssl-context";

    /**
     * The proxy to connect through: {@code system} for what {@link java.net.ProxySelector#getDefault()} says, which is
     * as a rule what the system properties {@code https.proxyHost}, {@code http.proxyHost}, {@code http.nonProxyHosts}
     * and {@code socksProxyHost} say; {@code none}; or a URI with the scheme {@code http}, {@code https},
     * {@code socks4a} or {@code socks5}, with host and port, and with {@code user:password@} if it asks for
     * credentials. Default: {@code system}.
     */
    public static final String PROXY = "adieu.proxy";

    /** {@code user:password} for a server that answers 401, with Basic or Digest. Default: none. */
    public static final String CREDENTIALS = "adieu.credentials";

    /** The number of redirects of the opening handshake that are followed, 0 to 100. Default: 0. */
    public static final String MAX_REDIRECTS = "adieu.max-redirects";

    /**
     * The {@code Origin} header of the opening handshake: {@code server} for the origin of the server itself,
     * {@code none}, or an origin such as {@code https://app.example}. Default: {@code server}.
     */
    public static final String ORIGIN = "adieu.origin";

    /** The {@code User-Agent} header of the opening handshake; {@code none} for no such header. Default: Adieu. */
    public static final String USER_AGENT = "adieu.user-agent";

    /** {@code true} or {@code false}: whether permessage-deflate is offered. Default: {@code false}. */
    public static final String COMPRESSION = "adieu.compression";

    /**
     * The largest whole message in bytes, 1 to 2147483647, if neither the container, the session nor {@code @OnMessage}
     * sets a limit. Default: 4 MiB.
     */
    public static final String MAX_MESSAGE_SIZE = "adieu.max-message-size";

    /**
     * A {@link java.util.concurrent.Executor} that runs the callbacks. Default: in Jakarta EE the application's default
     * {@code ManagedExecutorService}, otherwise Adieu's own threads.
     */
    public static final String EXECUTOR = "adieu.executor";

    /**
     * {@code true} or {@code false}: whether {@code ContainerProvider} may return Adieu; if not, it returns the next
     * provider's container. Has no effect on an endpoint or a container, because it is read before a container exists.
     * Default: {@code true}.
     */
    public static final String ENABLED = "adieu.enabled";

    private AdieuSettings() {}
}
