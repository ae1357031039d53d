package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.it.cdi.App.Discovery;
import dev.adieu.websocket.it.cdi.Words.ProgrammaticEndpoint;
import dev.adieu.websocket.it.cdi.Words.WordEndpoint;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InjectionTest {

    @Dependent
    public static class Client {
        @Inject
        WebSocketContainer standard;

        @Inject
        BrowserWebSocketContainer browser;
    }

    private static Class<?>[] all(Class<?>[]... parts) {
        return Stream.of(parts).flatMap(Stream::of).toArray(Class<?>[]::new);
    }

    @ParameterizedTest
    @EnumSource
    void bothContainersAreInjectedAndConnect(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, Client.class, Journal.class);
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            Client client = app.get(Client.class);
            assertThat(client.browser.getInstalledExtensions()).isNotEmpty();
            Session session = client.standard.connectToServer(new Plain(), peer.uri());
            assertThat(session.getContainer()).isInstanceOf(BrowserWebSocketContainer.class);
            session.close();
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(1000);
        }
    }

    @ClientEndpoint
    public static class Plain {}

    @ParameterizedTest
    @EnumSource
    void whatTheApplicationGivesIsABeanWithInjectionAndInterceptors(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, all(Words.SURROUNDINGS, Words.COMPONENTS));
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            assertEverythingIsInjectedAndTraced(app, app.get(WebSocketContainer.class), peer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoBeanIsAComponentWithInjectionAndInterceptors(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, Words.SURROUNDINGS);
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            assertEverythingIsInjectedAndTraced(app, app.get(WebSocketContainer.class), peer);
        }
    }

    @Test
    void aContainerFromTheStandardProviderBelongsToTheApplicationThatConnects() throws Exception {
        try (App app = App.of(all(Words.SURROUNDINGS, Words.COMPONENTS));
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            assertEverythingIsInjectedAndTraced(app, ContainerProvider.getWebSocketContainer(), peer);
        }
    }

    private static void assertEverythingIsInjectedAndTraced(App app, WebSocketContainer container, ScriptedPeer peer)
            throws Exception {
        Journal journal = app.get(Journal.class);
        BrowserSession session = (BrowserSession) container.connectToServer(WordEndpoint.class, peer.uri());
        session.getBasicRemote().sendObject(new Word("adieu"));
        Eventually.holds(() -> journal.entries().stream().anyMatch(entry -> entry.startsWith("word")));
        session.close();
        session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(4321);
        assertThat(journal.entries())
                .containsSubsequence(
                        "traced WordConfigurator.beforeRequest", "before request",
                        "traced WordEndpoint.open", "open, use 1 of the request",
                        "traced WordEncoder.encode", "encode adieu",
                        "traced WordDecoder.decode", "decode adieu",
                        "traced WordEndpoint.word", "word adieu, use 1 of the request",
                        "traced WordStrategy.choose", "choose for NORMAL of WordEndpoint",
                        "traced WordEndpoint.close", "close 4321, use 1 of the request");
    }

    @ParameterizedTest
    @EnumSource
    void aProgrammaticEndpointClassIsInjectedAndIntercepted(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, all(Words.SURROUNDINGS, Words.COMPONENTS));
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            Journal journal = app.get(Journal.class);
            BrowserSession session = (BrowserSession)
                    app.get(WebSocketContainer.class).connectToServer(ProgrammaticEndpoint.class, null, peer.uri());
            session.getBasicRemote().sendText("adieu");
            Eventually.holds(() -> journal.entries().contains("programmatic adieu"));
            session.close();
            session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(journal.entries())
                    .containsSubsequence(
                            "traced ProgrammaticEndpoint.onOpen",
                            "programmatic open",
                            "programmatic adieu",
                            "choose for NORMAL of ProgrammaticEndpoint",
                            "traced ProgrammaticEndpoint.onClose",
                            "programmatic close 4321");
        }
    }

    public static class Named extends ClientEndpointConfig.Configurator {

        @Inject
        private Journal journal;

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            journal.add("configured by " + System.identityHashCode(this));
        }

        @Override
        public void afterResponse(HandshakeResponse response) {
            journal.add("configured by " + System.identityHashCode(this));
        }
    }

    @ClientEndpoint(configurator = Named.class)
    public static class Configured {}

    /** Tyrus creates one more, without injection, which would throw if it were called. */
    @ParameterizedTest
    @EnumSource
    void ofTheConfiguratorsOfAnEndpointOnlyTheInjectedOneIsCalled(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, Journal.class);
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            app.get(WebSocketContainer.class).connectToServer(Configured.class, peer.uri());
            List<String> configured = app.get(Journal.class).entries();
            assertThat(configured).hasSize(2);
            assertThat(configured.get(0)).startsWith("configured by ").isEqualTo(configured.get(1));
        }
    }

    @ApplicationScoped
    @ClientEndpoint
    public static class Shared {

        @Inject
        private Journal journal;

        @OnOpen
        public void open() {
            journal.add("opened on " + System.identityHashCode(this));
        }
    }

    @Test
    void anEndpointWithAScopeIsTheSameObjectForAllSessionsAndItsProxyMayBeConnected() throws Exception {
        try (App app = App.of(Shared.class, Journal.class);
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            WebSocketContainer container = app.get(WebSocketContainer.class);
            container.connectToServer(Shared.class, peer.uri());
            container.connectToServer(app.get(Shared.class), peer.uri());
            List<String> opened = app.get(Journal.class).entries();
            assertThat(opened).hasSize(2);
            assertThat(opened.get(0)).isEqualTo(opened.get(1));
        }
    }

    @ApplicationScoped
    public static class OwnContainer {

        @Produces
        @ApplicationScoped
        WebSocketContainer container() {
            return ContainerProvider.getWebSocketContainer();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationThatProducesItsOwnContainerKeepsIt(Discovery discovery) {
        try (App app = App.of(discovery, OwnContainer.class, Client.class)) {
            Client client = app.get(Client.class);
            client.standard.setDefaultMaxSessionIdleTimeout(1234);
            assertThat(client.standard.getDefaultMaxSessionIdleTimeout()).isEqualTo(1234);
            assertThat(client.browser.getDefaultMaxSessionIdleTimeout()).isZero();
        }
    }

    @Dependent
    public static class AsksByName {
        @Inject
        BrowserWebSocketContainer browser;

        @Inject
        Instance<WebSocketContainer> standard;
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationThatDeclinesGetsAdieuOnlyIfItAsksByName(Discovery discovery) {
        System.setProperty("adieu.enabled", "false");
        try (App app = App.of(discovery, AsksByName.class)) {
            AsksByName client = app.get(AsksByName.class);
            assertThat(client.browser.getInstalledExtensions()).isNotEmpty();
            assertThat(client.standard.isUnsatisfied()).isTrue();
        } finally {
            System.clearProperty("adieu.enabled");
        }
    }
}
