package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ForEndpoint;
import dev.adieu.websocket.OpenEvent;
import dev.adieu.websocket.it.cdi.App.Discovery;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.WebSocketContainer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventsTest {

    @ClientEndpoint
    public static class Feed {
        @Inject
        private Journal journal;

        @OnOpen
        public void open() {
            journal.add("onOpen");
        }

        @OnClose
        public void close() {
            journal.add("onClose");
        }
    }

    @ClientEndpoint
    public static class Other {}

    @ApplicationScoped
    public static class Observer {

        @Inject
        private Journal journal;

        void opened(@Observes OpenEvent event) {
            journal.add("opened " + event.session().getReadyState());
        }

        void closed(@Observes CloseEvent event) {
            journal.add("closed " + event.code() + " " + event.reason());
        }

        void feedOpened(@Observes @ForEndpoint(Feed.class) OpenEvent event) {
            journal.add("feed opened");
        }

        void feedClosed(@Observes @ForEndpoint(Feed.class) CloseEvent event) {
            journal.add("feed closed");
        }

        void openedAsync(@ObservesAsync @ForEndpoint(Feed.class) OpenEvent event) {
            journal.add("feed opened, async");
        }

        void closedAsync(@ObservesAsync CloseEvent event) {
            journal.add("closed, async " + event.code());
        }

        /** Last, because CDI notifies no other observer after one has failed. */
        void fails(@Observes @Priority(Integer.MAX_VALUE) CloseEvent event) {
            throw new IllegalStateException("an observer that fails");
        }
    }

    @ParameterizedTest
    @EnumSource
    void openingAndClosingAreEventsForObserversOfAllAndOfOneEndpoint(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, Observer.class, Journal.class);
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            Journal journal = app.get(Journal.class);
            WebSocketContainer container = app.get(WebSocketContainer.class);
            BrowserSession session = (BrowserSession) container.connectToServer(Feed.class, peer.uri());
            assertThat(journal.entries()).contains("opened OPEN", "feed opened").startsWith("onOpen");
            session.close(3001, "bye");
            session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(journal.entries()).contains("closed 3001 bye", "onClose");
            Eventually.holds(() -> journal.entries().contains("feed opened, async")
                    && journal.entries().contains("closed, async 3001"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherEndpointIsNoneOfTheObserversBusiness(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, Observer.class, Journal.class);
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session =
                    (BrowserSession) app.get(WebSocketContainer.class).connectToServer(Other.class, peer.uri());
            session.close();
            session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(app.get(Journal.class).entries())
                    .contains("opened OPEN", "closed 1000 ")
                    .noneMatch(entry -> entry.startsWith("feed"));
        }
    }
}
