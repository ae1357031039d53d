package dev.adieu.websocket.impl.provider.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseRules;
import dev.adieu.websocket.impl.LogOf;
import dev.adieu.websocket.impl.connection.ConnectionSettings;
import dev.adieu.websocket.impl.connection.auth.UserInfo;
import dev.adieu.websocket.impl.connection.proxy.Proxy;
import dev.adieu.websocket.impl.connection.proxy.Proxy.Kind;
import dev.adieu.websocket.impl.connection.proxy.SystemProxies;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.glassfish.tyrus.client.auth.AuthConfig;
import org.glassfish.tyrus.client.auth.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final URI NOWHERE = URI.create("ws://localhost:1/");

    private static final Endpoint ENDPOINT = new Endpoint() {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    };

    private static Settings read(
            Map<String, Object> endpoint, Map<String, Object> container, Map<String, Object> platform)
            throws DeploymentException {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().putAll(endpoint);
        return Settings.read(
                config, new SettingSources(config.getUserProperties(), container, Map.of(), platform::get));
    }

    private static Settings read(String key, Object value) throws DeploymentException {
        return read(Map.of(), Map.of(key, value), Map.of());
    }

    @Test
    void withoutSettingsTheDefaultsApply() throws DeploymentException {
        Settings settings = read(Map.of(), Map.of(), Map.of());
        ConnectionSettings connection = settings.connection();
        assertThat(connection.rules()).isEqualTo(CloseRules.BROWSER);
        assertThat(connection.connectTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(connection.closingTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(connection.tcpCloseTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(connection.handshake().proxies()).isInstanceOf(SystemProxies.class);
        assertThat(connection.pingInterval()).isZero();
        assertThat(connection.pongTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(connection.handshake().authenticator()).isNull();
        assertThat(connection.handshake().maxRedirects()).isZero();
        assertThat(settings.compression()).isFalse();
        assertThat(settings.origin()).isEqualTo("server");
        assertThat(settings.userAgent()).isEqualTo("Adieu");
        assertThat(settings.executor()).isNull();
        assertThat(settings.maxMessageSize()).isNull();
    }

    private static Proxy proxy(Settings settings) {
        try {
            return settings.connection()
                    .handshake()
                    .proxies()
                    .choose(URI.create("http://example.test"))
                    .proxies()
                    .get(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Arguments> values() throws Exception {
        Executor executor = Runnable::run;
        Map<String, String> headers = Map.of();
        return Stream.of(
                value(
                        "adieu.rules",
                        "rfc6455",
                        settings -> settings.connection().rules(),
                        CloseRules.RFC6455),
                value(
                        "adieu.rules",
                        CloseRules.RFC6455,
                        settings -> settings.connection().rules(),
                        CloseRules.RFC6455),
                value(
                        "adieu.connect-timeout",
                        1500,
                        settings -> settings.connection().connectTimeout(),
                        Duration.ofMillis(1500)),
                value(
                        "adieu.connect-timeout",
                        " 1500 ",
                        settings -> settings.connection().connectTimeout(),
                        Duration.ofMillis(1500)),
                value(
                        "adieu.connect-timeout",
                        Duration.ofMillis(3),
                        settings -> settings.connection().connectTimeout(),
                        Duration.ofMillis(3)),
                value(
                        "adieu.closing-timeout",
                        "PT1M",
                        settings -> settings.connection().closingTimeout(),
                        Duration.ofMinutes(1)),
                value(
                        "adieu.tcp-close-timeout",
                        7L,
                        settings -> settings.connection().tcpCloseTimeout(),
                        Duration.ofMillis(7)),
                value(
                        "adieu.ping-interval",
                        "PT30S",
                        settings -> settings.connection().pingInterval(),
                        Duration.ofSeconds(30)),
                value(
                        "adieu.ping-interval",
                        "0",
                        settings -> settings.connection().pingInterval(),
                        Duration.ZERO),
                value(
                        "adieu.pong-timeout",
                        250,
                        settings -> settings.connection().pongTimeout(),
                        Duration.ofMillis(250)),
                value(
                        "adieu.proxy",
                        "http://proxy:8080",
                        SettingsTest::proxy,
                        new Proxy(Kind.HTTP, "proxy", 8080, null, headers)),
                value(
                        "adieu.proxy",
                        URI.create("https://u:p%3Aw@proxy"),
                        SettingsTest::proxy,
                        new Proxy(Kind.HTTPS, "proxy", 443, new UserInfo("u", "p:w"), headers)),
                value(
                        "adieu.proxy",
                        "HTTP://u@[::1]",
                        SettingsTest::proxy,
                        new Proxy(Kind.HTTP, "::1", 80, new UserInfo("u", ""), headers)),
                value(
                        "adieu.proxy",
                        "socks5://u:p@proxy",
                        SettingsTest::proxy,
                        new Proxy(Kind.SOCKS5, "proxy", 1080, new UserInfo("u", "p"), headers)),
                value(
                        "adieu.proxy",
                        "socks4a://u@proxy:9",
                        SettingsTest::proxy,
                        new Proxy(Kind.SOCKS4A, "proxy", 9, new UserInfo("u", ""), headers)),
                value("adieu.proxy", "none", SettingsTest::proxy, Proxy.NONE),
                value(
                        "adieu.proxy",
                        "system",
                        settings -> settings.connection().handshake().proxies().getClass(),
                        SystemProxies.class),
                value(
                        "adieu.credentials",
                        "user:pass:word",
                        settings -> settings.connection().handshake().authenticator() != null,
                        true),
                value(
                        "adieu.max-redirects",
                        "100",
                        settings -> settings.connection().handshake().maxRedirects(),
                        100),
                value(
                        "adieu.max-redirects",
                        (short) 0,
                        settings -> settings.connection().handshake().maxRedirects(),
                        0),
                value("adieu.origin", "none", Settings::origin, "none"),
                value("adieu.origin", " https://app.example:8443 ", Settings::origin, "https://app.example:8443"),
                value("adieu.origin", "null", Settings::origin, "null"),
                value("adieu.user-agent", "Me/1.0 (a b)", Settings::userAgent, "Me/1.0 (a b)"),
                value("adieu.compression", "True", Settings::compression, true),
                value("adieu.compression", false, Settings::compression, false),
                value("adieu.max-message-size", Integer.MAX_VALUE, Settings::maxMessageSize, Integer.MAX_VALUE),
                value("adieu.max-message-size", "1", Settings::maxMessageSize, 1),
                value("adieu.executor", executor, Settings::executor, executor),
                value(
                        ClientProperties.HANDSHAKE_TIMEOUT,
                        1500,
                        settings -> settings.connection().connectTimeout(),
                        Duration.ofMillis(1500)),
                value(
                        ClientProperties.PROXY_URI,
                        "http://proxy:3128",
                        SettingsTest::proxy,
                        new Proxy(Kind.HTTP, "proxy", 3128, null, headers)),
                value(
                        ClientProperties.CREDENTIALS,
                        new Credentials("user", "password"),
                        settings -> settings.connection().handshake().authenticator() != null,
                        true),
                value(
                        ClientProperties.REDIRECT_ENABLED,
                        true,
                        settings -> settings.connection().handshake().maxRedirects(),
                        5),
                value(
                        ClientProperties.REDIRECT_THRESHOLD,
                        3,
                        settings -> settings.connection().handshake().maxRedirects(),
                        0),
                value(ClientProperties.INCOMING_BUFFER_SIZE, 17, Settings::maxMessageSize, 17));
    }

    private static Arguments value(String key, Object value, Function<Settings, Object> read, Object expected) {
        return Arguments.of(key, value, read, expected);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("values")
    void aValueThatIsAllowedIsTaken(String key, Object value, Function<Settings, Object> read, Object expected)
            throws DeploymentException {
        assertThat(read.apply(read(key, value))).isEqualTo(expected);
    }

    @Test
    void theTlsContextComesFromTheEndpointsConfigurationFirst() throws Exception {
        SSLContext own = SSLContext.getDefault();
        String[] suites = {own.createSSLEngine().getSupportedCipherSuites()[0]};
        SslEngineConfigurator tyrus = new SslEngineConfigurator(own, true, false, false).setEnabledCipherSuites(suites);
        String[] enabled = read(ClientProperties.SSL_ENGINE_CONFIGURATOR, tyrus)
                .connection()
                .handshake()
                .tls()
                .create("localhost", 1)
                .getEnabledCipherSuites();
        assertThat(enabled).containsExactly(suites);

        Map<String, Object> both = Map.of(ClientProperties.SSL_ENGINE_CONFIGURATOR, tyrus, "adieu.ssl-context", own);
        assertThat(read(Map.of(), both, Map.of())
                        .connection()
                        .handshake()
                        .tls()
                        .create("localhost", 1)
                        .getEnabledCipherSuites())
                .hasSizeGreaterThan(1);

        ClientEndpointConfig config =
                ClientEndpointConfig.Builder.create().sslContext(own).build();
        Settings settings = Settings.read(
                config, new SettingSources(Map.of(), Map.of("adieu.ssl-context", "never read"), Map.of(), key -> null));
        assertThat(settings.connection()
                        .handshake()
                        .tls()
                        .create("localhost", 1)
                        .getUseClientMode())
                .isTrue();
    }

    @Test
    void theEndpointGoesBeforeTheContainerAndTheContainerBeforeThePlatform() throws DeploymentException {
        Map<String, Object> one = Map.of("adieu.max-redirects", 1);
        Map<String, Object> two = Map.of("adieu.max-redirects", 2);
        Map<String, Object> three = Map.of("adieu.max-redirects", "3");
        assertThat(read(one, two, three).connection().handshake().maxRedirects())
                .isEqualTo(1);
        assertThat(read(Map.of(), two, three).connection().handshake().maxRedirects())
                .isEqualTo(2);
        assertThat(read(Map.of(), Map.of(), three).connection().handshake().maxRedirects())
                .isEqualTo(3);
    }

    @Test
    void theApplicationsArchiveStandsBetweenTheContainerAndThePlatform() throws DeploymentException {
        Map<String, Object> two = Map.of("adieu.max-redirects", 2);
        Map<String, Object> archive = Map.of("adieu.max-redirects", "4");
        Map<String, Object> three = Map.of("adieu.max-redirects", "3");
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        assertThat(Settings.read(config, new SettingSources(Map.of(), Map.of(), archive, three::get))
                        .connection()
                        .handshake()
                        .maxRedirects())
                .isEqualTo(4);
        assertThat(Settings.read(config, new SettingSources(Map.of(), two, archive, three::get))
                        .connection()
                        .handshake()
                        .maxRedirects())
                .isEqualTo(2);
    }

    @Test
    void ownNamesGoBeforeThoseOfTyrusWhereverTheyStand() throws DeploymentException {
        Map<String, Object> tyrus = Map.of(
                ClientProperties.REDIRECT_ENABLED,
                true,
                ClientProperties.REDIRECT_THRESHOLD,
                9,
                ClientProperties.HANDSHAKE_TIMEOUT,
                5);
        Map<String, Object> own = Map.of("adieu.max-redirects", 1, "adieu.connect-timeout", 7);
        assertThat(read(tyrus, Map.of(), own).connection().handshake().maxRedirects())
                .isEqualTo(1);
        assertThat(read(tyrus, Map.of(), own).connection().connectTimeout()).isEqualTo(Duration.ofMillis(7));
        assertThat(read(tyrus, Map.of(), Map.of()).connection().handshake().maxRedirects())
                .isEqualTo(9);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("adieu.rules", "chrome", "\"browser\" or \"rfc6455\""),
                Arguments.of("adieu.rules", "", "\"browser\" or \"rfc6455\""),
                Arguments.of("adieu.close-codes", "no.such.Strategy", "a CloseCodeStrategy"),
                Arguments.of("adieu.close-codes", "java.lang.String", "a CloseCodeStrategy"),
                Arguments.of("adieu.connect-timeout", "20s", "more than zero"),
                Arguments.of("adieu.connect-timeout", 0, "more than zero"),
                Arguments.of("adieu.connect-timeout", 1.5, "a whole number of milliseconds"),
                Arguments.of("adieu.closing-timeout", -1, "more than zero"),
                Arguments.of("adieu.closing-timeout", "PT", "ISO 8601"),
                Arguments.of("adieu.tcp-close-timeout", Duration.ZERO, "more than zero"),
                Arguments.of("adieu.ping-interval", -1, "0, or more than zero"),
                Arguments.of("adieu.pong-timeout", 0, "more than zero"),
                Arguments.of("adieu.ssl-context", "TLS", "a javax.net.ssl.SSLContext"),
                Arguments.of("adieu.max-redirects", 101, "from 0 to 100"),
                Arguments.of("adieu.max-redirects", -1, "from 0 to 100"),
                Arguments.of("adieu.max-redirects", 1L << 32, "from 0 to 100"),
                Arguments.of("adieu.max-redirects", "five", "from 0 to 100"),
                Arguments.of("adieu.origin", "app.example", "an origin such as"),
                Arguments.of("adieu.origin", "https://app.example/", "without a path"),
                Arguments.of("adieu.origin", "https://me@app.example", "without a path"),
                Arguments.of("adieu.origin", "https://", "without a path"),
                Arguments.of("adieu.user-agent", "Grüße", "ASCII"),
                Arguments.of("adieu.user-agent", "a\r\nb", "ASCII"),
                Arguments.of("adieu.user-agent", "", "ASCII"),
                Arguments.of("adieu.compression", "yes", "\"true\" or \"false\""),
                Arguments.of("adieu.max-message-size", 0, "from 1 to 2147483647"),
                Arguments.of("adieu.max-message-size", "2147483648", "from 1 to 2147483647"),
                Arguments.of("adieu.executor", "common", "a java.util.concurrent.Executor"),
                Arguments.of(ClientProperties.HANDSHAKE_TIMEOUT, "soon", "more than zero"),
                Arguments.of(ClientProperties.SSL_ENGINE_CONFIGURATOR, "TLS", "SslEngineConfigurator"),
                Arguments.of(ClientProperties.REDIRECT_ENABLED, "perhaps", "\"true\" or \"false\""),
                Arguments.of(ClientProperties.INCOMING_BUFFER_SIZE, -5, "from 1 to 2147483647"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("malformed")
    void aValueThatIsNotAllowedIsAnErrorWithTheKeyThePlaceTheValueAndWhatIsAllowed(
            String key, Object value, String allowed) {
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            container.getProperties().put(key, value);
            assertThatThrownBy(() -> container.connect(ENDPOINT, null, NOWHERE))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageStartingWith("the value of \"" + key
                            + "\" in the container's properties is not allowed: " + value + "; it must be ")
                    .hasMessageContaining(allowed);
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
            config.getUserProperties().put(key, value);
            container.getProperties().clear();
            assertThatThrownBy(() -> container.connect(ENDPOINT, config, NOWHERE))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageStartingWith(
                            "the value of \"" + key + "\" in the endpoint's user properties is not allowed: " + value);
        }
    }

    static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of("adieu.credentials", "hunter2"),
                Arguments.of("adieu.credentials", List.of("hunter2")),
                Arguments.of("adieu.proxy", "http://user:hunter2@"),
                Arguments.of("adieu.proxy", "http://user:hunter2@no host"),
                Arguments.of("adieu.proxy", "socks://user:hunter2@proxy:1080"),
                Arguments.of("adieu.proxy", "socks4a://user:hunter2@proxy:1080"),
                Arguments.of("adieu.proxy", "http://user:hunter2@proxy:99999"),
                Arguments.of("adieu.proxy", "http://user:hunter2@proxy:0"),
                Arguments.of(ClientProperties.PROXY_URI, "http://user:hunter2@no host"),
                Arguments.of(ClientProperties.PROXY_HEADERS, "Proxy-Authorization: hunter2"),
                Arguments.of(ClientProperties.CREDENTIALS, "user:hunter2"));
    }

    @ParameterizedTest(name = "{0} = {1}")
    @MethodSource("secrets")
    void aPasswordIsNeitherInTheMessageNorInACause(String key, Object value) {
        assertThatThrownBy(() -> read(key, value))
                .isInstanceOf(DeploymentException.class)
                .hasMessageStartingWith("the value of \"" + key + "\" in the container's properties is not allowed: ")
                .hasMessageContaining("it must be")
                .satisfies(thrown -> {
                    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("hunter2");
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"adieu.close-code", "adieu.Rules", "adieu."})
    void anUnknownNameOfTheEndpointOrTheContainerIsAnErrorThatNamesTheNearest(String key) {
        assertThatThrownBy(() -> read(key, "x"))
                .isInstanceOf(DeploymentException.class)
                .hasMessageStartingWith(
                        "unknown setting \"" + key + "\" in the container's properties; the nearest name is \"adieu.")
                .hasMessageContaining("; the settings are [adieu.rules, ");
        assertThatThrownBy(() -> read(Map.of(key, "x"), Map.of(), Map.of()))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining(" in the endpoint's user properties");
    }

    @Test
    void anUnknownSystemPropertyIsLoggedOnceWithTheNearestName() throws DeploymentException {
        String name = "adieu.closing-timeouts";
        System.setProperty(name, "x");
        try (LogOf log = LogOf.the(UnknownNames.class)) {
            assertThat(read(Map.of(), Map.of(), Map.of())).isNotNull();
            assertThat(read(Map.of(), Map.of(), Map.of())).isNotNull();
            assertThat(log.warnings())
                    .containsExactly("unknown setting \"" + name + "\" in the system properties; the "
                            + "nearest name is \"adieu.closing-timeout\"; it is ignored");
        } finally {
            System.clearProperty(name);
        }
    }

    @Test
    void aSystemPropertyThatIsNotAllowedIsAnErrorToo() {
        System.setProperty("adieu.max-redirects", "many");
        try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            assertThatThrownBy(() -> container.connect(ENDPOINT, null, NOWHERE))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining("\"adieu.max-redirects\"")
                    .hasMessageContaining("many")
                    .hasMessageContaining("system properties");
        } finally {
            System.clearProperty("adieu.max-redirects");
        }
    }

    @Test
    void propertiesOfOthersAreLeftAlone() throws DeploymentException {
        Map<String, Object> others = new HashMap<>();
        others.put("adieu", "x");
        others.put("adieux.rules", "x");
        others.put("com.example.adieu.x", "x");
        others.put(null, "x");
        assertThat(read(others, Map.of("org.glassfish.tyrus.unheard-of", "x"), Map.of()))
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("dev.adieu.websocket.impl.provider.settings.Setting#all")
    void everySettingHasItsPrefixAndSaysWhatIsAllowed(Setting<?> setting) {
        assertThat(setting.name()).startsWith(Setting.PREFIX).matches("[a-z.-]+");
        assertThat(setting.meaning()).isNotBlank();
        assertThat(setting.defaultsTo()).isNotBlank();
        assertThat(setting.allowed()).isNotBlank();
    }

    @Test
    void theNamesOfTyrusAreThoseOfTyrus() {
        assertThat(List.of(
                        TyrusSettings.HANDSHAKE_TIMEOUT.name(),
                        TyrusSettings.PROXY_URI.name(),
                        TyrusSettings.PROXY_HEADERS.name(),
                        TyrusSettings.SSL_ENGINE_CONFIGURATOR.name(),
                        TyrusSettings.INCOMING_BUFFER_SIZE.name(),
                        TyrusSettings.AUTH_CONFIG.name(),
                        TyrusSettings.CREDENTIALS.name(),
                        TyrusSettings.REDIRECT_ENABLED.name(),
                        TyrusSettings.REDIRECT_THRESHOLD.name()))
                .isEqualTo(Arrays.asList(
                        ClientProperties.HANDSHAKE_TIMEOUT,
                        ClientProperties.PROXY_URI,
                        ClientProperties.PROXY_HEADERS,
                        ClientProperties.SSL_ENGINE_CONFIGURATOR,
                        ClientProperties.INCOMING_BUFFER_SIZE,
                        ClientProperties.AUTH_CONFIG,
                        ClientProperties.CREDENTIALS,
                        ClientProperties.REDIRECT_ENABLED,
                        ClientProperties.REDIRECT_THRESHOLD));
    }

    @Test
    void tyrusAuthConfigIsReadWithItsCredentials() throws DeploymentException {
        Map<String, Object> properties = Map.of(
                ClientProperties.AUTH_CONFIG,
                AuthConfig.Builder.create().disableProvidedDigestAuth().build(),
                ClientProperties.CREDENTIALS,
                new Credentials("user", "password"));
        assertThat(read(Map.of(), properties, Map.of()).connection().handshake().authenticator())
                .isNotNull();
    }
}
