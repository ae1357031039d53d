package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.ForEndpoint;
import dev.adieu.websocket.ReconnectBy;
import dev.adieu.websocket.ReconnectContext;
import dev.adieu.websocket.ReconnectEvent;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.Reconnection.State;
import dev.adieu.websocket.it.cdi.App.Discovery;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.inject.Singleton;
import jakarta.websocket.ClientEndpoint;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectBeanTest {

    /** Tries so often, as its dependency says, without waiting. */
    public abstract static class Twice implements ReconnectStrategy {
        @Inject
        private Limit limit;

        @Override
        public Optional<Duration> delay(ReconnectContext context) {
            return context.tries() < limit.tries() ? Optional.of(Duration.ZERO) : Optional.empty();
        }
    }

    /** A bean that the strategies look up. */
    @ApplicationScoped
    public static class Limit {
        int tries() {
            return 2;
        }
    }

    @ApplicationScoped
    public static class ApplicationWide extends Twice {}

    @RequestScoped
    public static class PerRequest extends Twice {}

    @Dependent
    public static class PerConnection extends Twice {}

    @Singleton
    public static class Single extends Twice {}

    /** Waits for longer than a test. */
    @ApplicationScoped
    public static class Patient implements ReconnectStrategy {
        @Override
        public Optional<Duration> delay(ReconnectContext context) {
            return Optional.of(Duration.ofHours(1));
        }
    }

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Tenant {
        String value();
    }

    @ApplicationScoped
    public static class Producers {
        @Produces
        @Tenant("a")
        ReconnectStrategy a() {
            return context -> Optional.empty();
        }

        @Produces
        @Tenant("b")
        ReconnectStrategy b() {
            return context -> context.tries() < 3 ? Optional.of(Duration.ZERO) : Optional.empty();
        }
    }

    @ClientEndpoint
    public static class Plain {}

    @Dependent
    @ClientEndpoint
    @ReconnectBy(ReconnectStrategy.class)
    @Tenant("b")
    public static class OfTenantB {}

    @Dependent
    @ClientEndpoint
    @ReconnectBy(ReconnectStrategy.class)
    @Tenant("nobody")
    public static class OfNobody {}

    @ApplicationScoped
    public static class Observer {

        @Inject
        private Journal journal;

        void all(@Observes ReconnectEvent event) {
            journal.add(event.state() + " " + event.tries() + " " + event.last().code());
        }

        void ofTenantB(@Observes @ForEndpoint(OfTenantB.class) ReconnectEvent event) {
            journal.add("b " + event.state());
        }

        void async(@ObservesAsync @ForEndpoint(Plain.class) ReconnectEvent event) {
            journal.add("async " + event.state());
        }
    }

    private static Reconnection connect(App app, Class<?> endpoint, ScriptedPeer peer) throws Exception {
        BrowserSession session =
                (BrowserSession) app.get(BrowserWebSocketContainer.class).connectToServer(endpoint, peer.uri());
        return session.getReconnection().orElseThrow();
    }

    private static void awaitEnd(Reconnection reconnection) throws Exception {
        reconnection.ended().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static int connections(App app, Class<?> endpoint) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1001, ""))) {
            awaitEnd(connect(app, endpoint, peer));
            return peer.connections().size();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ApplicationWide.class, PerRequest.class, PerConnection.class, Single.class})
    void aBeanOfAnyScopeDecidesWhetherAConnectionIsMadeAgain(Class<?> strategy) throws Exception {
        try (App app = App.of(strategy, Limit.class)) {
            assertThat(connections(app, Plain.class)).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void qualifiersOnTheEndpointClassChooseAmongBeans(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, Producers.class, OfTenantB.class)) {
            assertThat(connections(app, OfTenantB.class)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingBeanFailsTheDeploymentAndThoseThatExistAreNamed(Discovery discovery) {
        assertThatThrownBy(
                        () -> App.of(discovery, OfNobody.class, Producers.class).close())
                .hasStackTraceContaining("unsatisfied")
                .hasStackTraceContaining(OfNobody.class.getName())
                .hasStackTraceContaining(Producers.class.getName());
    }

    @ParameterizedTest
    @EnumSource
    void waitingTryingAndTheEndAreEventsForObserversOfAllAndOfOneEndpoint(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, ApplicationWide.class, Limit.class, Observer.class, Journal.class);
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1001, ""))) {
            awaitEnd(connect(app, Plain.class, peer));
            Journal journal = app.get(Journal.class);
            assertThat(journal.entries())
                    .filteredOn(entry -> !entry.startsWith("async"))
                    .containsExactly(
                            "WAITING 0 1001", "TRYING 1 1001", "WAITING 1 1001", "TRYING 2 1001", "STOPPED 2 1001");
            Eventually.holds(() -> journal.entries().stream()
                            .filter(entry -> entry.startsWith("async"))
                            .count()
                    == 5);
        }
    }

    @Test
    void theQualifierOfAnEndpointIsHeardByItsObservers() throws Exception {
        try (App app = App.of(Producers.class, OfTenantB.class, Observer.class, Journal.class)) {
            connections(app, OfTenantB.class);
            assertThat(app.get(Journal.class).entries()).contains("b WAITING", "b TRYING", "b STOPPED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anApplicationThatEndsStopsAWaitAtOnce(Discovery discovery) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.close(1001, ""))) {
            Reconnection reconnection;
            long begun;
            try (App app = App.of(discovery, Patient.class)) {
                reconnection = connect(app, Plain.class, peer);
                Eventually.holds(() -> reconnection.getNextTry().isPresent());
                begun = System.nanoTime();
            }
            assertThat(reconnection.ended().toCompletableFuture()).isCompleted();
            assertThat(reconnection.getState()).isEqualTo(State.STOPPED);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(peer.connections()).hasSize(1);
            Eventually.holds(() -> Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("adieu-")));
        }
    }
}
