package dev.adieu.websocket.impl.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.PeerCertificate;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import dev.adieu.websocket.peer.Wire;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.glassfish.tyrus.client.ClientProperties;
import org.glassfish.tyrus.client.SslContextConfigurator;
import org.glassfish.tyrus.client.SslEngineConfigurator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code wss:} (RFC 6455, section 4.1, item 5). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class TlsTest {

    private static final PeerCertificate SERVER =
            PeerCertificate.of("localhost", "dns:peer.example.test", "ip:127.0.0.1");
    private static final PeerCertificate CLIENT = PeerCertificate.of("client");

    private static ScriptedPeer peer(SSLContext context) {
        return ScriptedPeer.tls(context, false, Scripts.acceptAndAnswerClose());
    }

    private static ScriptedPeer peer() {
        return peer(SERVER.presenting(null));
    }

    @Test
    void aTrustedCertificateForTheNameOpens() {
        try (ScriptedPeer peer = peer();
                Client client = Client.findingEveryNameHere().with("adieu.ssl-context", SERVER.trusting())) {
            BrowserSession session = client.open(peer.uri("peer.example.test", "/"));
            assertThat(session.isSecure()).isTrue();
            assertThat(session.getRequestURI()).hasScheme("wss");
        }
    }

    @Test
    void theDotAtTheEndOfANameIsNeitherSentInTlsNorLookedForInTheCertificate() {
        try (ScriptedPeer peer = peer();
                Client client = Client.findingEveryNameHere().with("adieu.ssl-context", SERVER.trusting())) {
            client.open(peer.uri("peer.example.test.", "/"));
            assertThat(peer.connection().tlsSession().getRequestedServerNames())
                    .containsExactly(new SNIHostName("peer.example.test"));
            assertThat(peer.connection().request().header("Host")).contains("peer.example.test.:" + peer.port());
        }
    }

    @Test
    void theServerIsToldWhichNameIsMeant() {
        try (ScriptedPeer peer = peer();
                Client client = Client.findingEveryNameHere().with("adieu.ssl-context", SERVER.trusting())) {
            client.open(peer.uri("peer.example.test", "/"));
            assertThat(peer.connection().tlsSession().getRequestedServerNames())
                    .containsExactly(new SNIHostName("peer.example.test"));
        }
    }

    @Test
    void aCertificateForAnAddressOpens() {
        try (ScriptedPeer peer = peer();
                Client client = new Client().with("adieu.ssl-context", SERVER.trusting())) {
            client.open(peer.uri());
        }
    }

    @Test
    void theContextOfTheConfigurationIsUsedBeforeTheSetting() {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .sslContext(SERVER.trusting())
                .build();
        try (ScriptedPeer peer = peer();
                Client client = new Client()
                        .with("adieu.ssl-context", CLIENT.trusting())
                        .with(config)) {
            client.open(peer.uri());
        }
    }

    @Test
    void anUntrustedCertificateIsRefused() {
        try (ScriptedPeer peer = peer();
                Client client = new Client()) {
            Exception refusal = client.refused(peer.uri());
            assertThat(refusal).isInstanceOf(SSLException.class).hasCauseInstanceOf(SSLException.class);
            assertThat(Client.story(refusal)).contains("unable to find valid certification path");
            // With an alert, which TCP may lose: what is left of the server's part of the handshake, and nobody reads,
            // makes it reset the connection.
            assertThatThrownBy(peer.connection()::awaitOver)
                    .hasStackTraceContaining("no request")
                    .hasStackTraceContaining("no opening handshake");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        try (ScriptedPeer peer = peer();
                Client client = Client.findingEveryNameHere().with("adieu.ssl-context", SERVER.trusting())) {
            assertThat(Client.story(client.refused(peer.uri("other.example.test", "/"))))
                    .contains("other.example.test");
        }
    }

    @Test
    void anExpiredCertificateIsRefused() {
        PeerCertificate authority = PeerCertificate.authority("authority");
        PeerCertificate old = authority.issueExpired("localhost", "ip:127.0.0.1");
        try (ScriptedPeer peer = peer(old.presenting(null));
                Client client = new Client().with("adieu.ssl-context", authority.trusting())) {
            assertThat(Client.story(client.refused(peer.uri()))).contains("NotAfter");
        }
    }

    @Test
    void aServerWithoutTlsIsRefused() {
        try (ScriptedPeer plain = ScriptedPeer.plain(c -> {
                    c.readAnything();
                    c.send(Wire.ascii("HTTP/1.1 400 Bad Request\r\n\r\n"));
                    c.fin();
                });
                Client client = new Client()) {
            Exception refusal = client.refused(URI.create("wss://127.0.0.1:" + plain.port() + "/"));
            assertThat(refusal).isInstanceOf(SSLException.class).hasCauseInstanceOf(SSLException.class);
        }
    }

    @Test
    void aServerThatEndsTcpDuringTlsIsRefused() {
        try (ScriptedPeer plain = ScriptedPeer.plain(c -> {
                    c.readAnything();
                    c.fin();
                });
                Client client = new Client()) {
            assertThat(client.refused(URI.create("wss://127.0.0.1:" + plain.port() + "/")))
                    .isInstanceOf(Exception.class);
            plain.connection().awaitClientEnd();
        }
    }

    @Test
    void aServerThatFallsSilentDuringTlsMeetsTheConnectTimeout() {
        try (ScriptedPeer silent = ScriptedPeer.plain(c -> c.readAnything());
                Client client = new Client().with("adieu.connect-timeout", 300)) {
            assertThat(Client.story(client.refused(URI.create("wss://127.0.0.1:" + silent.port() + "/"))))
                    .contains("adieu.connect-timeout");
            silent.connection().awaitClientEnd();
        }
    }

    @Test
    void theClientPresentsItsCertificateWhereTheServerWantsOne() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.tls(SERVER.presenting(CLIENT), true, Scripts.acceptAndAnswerClose());
                Client client = new Client().with("adieu.ssl-context", CLIENT.presenting(SERVER))) {
            client.open(peer.uri());
            assertThat(peer.connection().tlsSession().getPeerPrincipal().getName())
                    .isEqualTo("CN=client");
        }
    }

    @Test
    void aServerThatWantsACertificateRefusesAClientWithoutOne() {
        try (ScriptedPeer peer = ScriptedPeer.tls(SERVER.presenting(CLIENT), true, Scripts.acceptAndAnswerClose());
                Client client = new Client().with("adieu.ssl-context", SERVER.trusting())) {
            assertThat(client.refused(peer.uri())).isInstanceOf(Exception.class);
        }
    }

    @Test
    void aContextThatCannotBeUsedIsTheCauseThatIsTold() throws NoSuchAlgorithmException {
        SSLContext unusable = SSLContext.getInstance("TLS");
        try (ScriptedPeer peer = peer();
                Client client = new Client().with("adieu.ssl-context", unusable)) {
            Exception refusal = client.refused(peer.uri());
            assertThat(refusal)
                    .isInstanceOf(DeploymentException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            assertThat(peer.connections()).isEmpty();
        }
    }

    private static Client tyrus(SslEngineConfigurator configurator) {
        return Client.findingEveryNameHere()
                .with(Client.properties(Map.of(ClientProperties.SSL_ENGINE_CONFIGURATOR, configurator)));
    }

    private static SslEngineConfigurator trustingServer() {
        return new SslEngineConfigurator(SERVER.trusting(), true, false, false);
    }

    @Test
    void theEngineConfiguratorOfTyrusVerifiesTheHostByDefault() {
        try (ScriptedPeer peer = peer();
                Client client = tyrus(trustingServer())) {
            client.open(peer.uri("peer.example.test", "/"));
            assertThat(Client.story(client.refused(peer.uri("other.example.test", "/"))))
                    .contains("other.example.test");
        }
    }

    @Test
    void theEngineConfiguratorOfTyrusCanSwitchVerificationOff() {
        try (ScriptedPeer peer = peer();
                Client client = tyrus(trustingServer().setHostVerificationEnabled(false))) {
            client.open(peer.uri("other.example.test", "/"));
        }
    }

    @Test
    void theProtocolsOfTyrusEngineConfiguratorAreUsed() {
        try (ScriptedPeer peer = peer();
                Client client = tyrus(trustingServer().setEnabledProtocols(new String[] {"TLSv1.2"}))) {
            client.open(peer.uri());
            assertThat(peer.connection().tlsSession().getProtocol()).isEqualTo("TLSv1.2");
        }
    }

    @Test
    void theContextConfiguratorOfTyrusWorks() {
        SslContextConfigurator configurator = new SslContextConfigurator();
        configurator.setTrustStoreBytes(SERVER.trustStoreBytes());
        configurator.setTrustStorePassword(PeerCertificate.PASSWORD);
        configurator.setTrustStoreType("PKCS12");
        try (ScriptedPeer peer = peer();
                Client client = Client.findingEveryNameHere()) {
            for (Object value : List.of(configurator, new SslEngineConfigurator(configurator))) {
                client.with(ClientProperties.SSL_ENGINE_CONFIGURATOR, value);
                client.open(peer.uri("peer.example.test", "/"));
                client.refused(peer.uri("other.example.test", "/"));
            }
        }
    }

    @Test
    void theHostnameVerifierOfTyrusDecidesInsteadOfThePlatform() {
        AtomicReference<String> asked = new AtomicReference<>();
        AtomicReference<String> thread = new AtomicReference<>();
        HostnameVerifier verifier = (host, session) -> {
            asked.set(host + " " + session.getProtocol());
            thread.set(Thread.currentThread().getName());
            return host.equals("other.example.test");
        };
        try (ScriptedPeer peer = peer();
                Client client = tyrus(trustingServer().setHostnameVerifier(verifier))) {
            client.open(peer.uri("other.example.test", "/"));
            assertThat(asked.get()).isEqualTo("other.example.test TLSv1.3");
            assertThat(thread.get()).doesNotStartWith("adieu-io");
        }
    }

    @Test
    void nothingIsSentToAHostThatTheVerifierRefuses() {
        try (ScriptedPeer peer = peer();
                Client client = tyrus(trustingServer().setHostnameVerifier((host, session) -> false))) {
            assertThat(Client.story(client.refused(peer.uri()))).contains("SSLPeerUnverifiedException", "127.0.0.1");
            assertThatThrownBy(peer.connection()::awaitOver).hasStackTraceContaining("after 0 bytes of its request");
        }
    }

    @Test
    void aVerifierThatThrowsEndsTheAttempt() {
        RuntimeException fault = new IllegalStateException("no idea");
        try (ScriptedPeer peer = peer();
                Client client = tyrus(trustingServer().setHostnameVerifier((host, session) -> {
                    throw fault;
                }))) {
            assertThat(client.refused(peer.uri())).hasRootCause(fault);
        }
    }

    @Test
    void aVerifierThatBlocksDoesNotKeepTheAttemptFromBeingGivenUp() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch givenUp = new CountDownLatch(1);
        try (ScriptedPeer peer = peer();
                Client client = tyrus(trustingServer().setHostnameVerifier((host, session) -> {
                    asked.countDown();
                    return awaited(givenUp);
                }))) {
            ConnectionAttempt attempt = client.begin(peer.uri());
            awaited(asked);
            attempt.close();
            assertThatThrownBy(peer.connection()::awaitOver).hasStackTraceContaining("no opening handshake");
            givenUp.countDown();
            assertThat(Client.closed(attempt).code()).isEqualTo(1006);
            assertThat(client.listener().heardNothing()).isTrue();
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
