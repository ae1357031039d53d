package dev.adieu.websocket.it.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reverse proxy in front of the server: which close events a client has. */
@ExtendWith(NothingStaysBehind.class)
class ReverseProxiesIT {

    @ParameterizedTest(name = "{0}, TLS {1}")
    @CsvSource({"NGINX,false", "NGINX,true", "HAPROXY,false", "HAPROXY,true"})
    void messagesAndTheClosingHandshakeGoThrough(ReverseProxy.Product product, boolean secure) throws Exception {
        try (ScriptedPeer server = ScriptedPeer.plain(Scripts.echo());
                ReverseProxy proxy = product.start(server.port());
                Client client = new Client()) {
            BrowserSession session = client.open(proxy.uri(secure, "/"));
            assertThat(client.echo(session, "through")).isEqualTo("through");
            String large = "0123456789abcdef".repeat(1 << 14);
            assertThat(client.echo(session, large)).isEqualTo(large);
            session.close(4000, "done");
            CloseEvent event = Client.closed(session);
            assertThat(event.code()).isEqualTo(4000);
            assertThat(event.reason()).isEqualTo("done");
            assertThat(event.wasClean()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}, TLS {1}")
    @CsvSource({"NGINX,false", "NGINX,true", "HAPROXY,false", "HAPROXY,true"})
    void theServersCloseFrameGoesThrough(ReverseProxy.Product product, boolean secure) throws Exception {
        try (ScriptedPeer server = ScriptedPeer.plain(Scripts.close(1012, "restart"));
                ReverseProxy proxy = product.start(server.port());
                Client client = new Client()) {
            CloseEvent event = Client.closed(client.open(proxy.uri(secure, "/")));
            assertThat(event.code()).isEqualTo(1012);
            assertThat(event.reason()).isEqualTo("restart");
            assertThat(event.wasClean()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}, TLS {1}")
    @CsvSource({"NGINX,false", "NGINX,true", "HAPROXY,false", "HAPROXY,true"})
    void anIdleSessionThatIsCutEndsUncleanWith1006(ReverseProxy.Product product, boolean secure) throws Exception {
        try (ScriptedPeer server = ScriptedPeer.plain(Scripts.echo());
                ReverseProxy proxy = product.start(server.port());
                Client client = new Client()) {
            BrowserSession session = client.open(proxy.uri(secure, "/idle"));
            assertThat(client.echo(session, "once")).isEqualTo("once");
            assertThatItWasCut(session);
        }
    }

    @ParameterizedTest(name = "{0}, TLS {1}")
    @CsvSource({"NGINX,false", "NGINX,true", "HAPROXY,false", "HAPROXY,true"})
    void aReloadCutsOpenSessionsWhenItsTimeIsOverAndTakesNewOnes(ReverseProxy.Product product, boolean secure)
            throws Exception {
        try (ScriptedPeer server = ScriptedPeer.plain(Scripts.echo());
                ReverseProxy proxy = product.start(server.port());
                Client client = new Client()) {
            BrowserSession before = client.open(proxy.uri(secure, "/"));
            assertThat(client.echo(before, "before")).isEqualTo("before");
            proxy.reload();
            assertThatItWasCut(before);
            BrowserSession after = client.open(proxy.uri(secure, "/"));
            assertThat(client.echo(after, "after")).isEqualTo("after");
            after.close();
            assertThat(Client.closed(after).wasClean()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}, TLS {1}")
    @CsvSource({"NGINX,false", "NGINX,true", "HAPROXY,false", "HAPROXY,true"})
    void aProxyThatEndsCutsOpenSessions(ReverseProxy.Product product, boolean secure) throws Exception {
        try (ScriptedPeer server = ScriptedPeer.plain(Scripts.echo());
                Client client = new Client()) {
            BrowserSession session;
            try (ReverseProxy proxy = product.start(server.port())) {
                session = client.open(proxy.uri(secure, "/"));
                assertThat(client.echo(session, "once")).isEqualTo("once");
            }
            assertThatItWasCut(session);
        }
    }

    @ParameterizedTest(name = "{0}, TLS {1}")
    @CsvSource({"NGINX,false,502", "NGINX,true,502", "HAPROXY,false,503", "HAPROXY,true,503"})
    void aServerThatIsNotThereIsTheProxysStatus(ReverseProxy.Product product, boolean secure, String status)
            throws Exception {
        try (ScriptedPeer server = ScriptedPeer.plain(Scripts.echo());
                ReverseProxy proxy = product.start(server.port());
                Client client = new Client()) {
            assertThat(client.refused(proxy.uri(secure, "/nobody"))).contains(status);
        }
    }

    private static void assertThatItWasCut(BrowserSession session) throws Exception {
        CloseEvent event = Client.closed(session);
        assertThat(event.code()).isEqualTo(1006);
        assertThat(event.reason()).isEmpty();
        assertThat(event.wasClean()).isFalse();
    }
}
