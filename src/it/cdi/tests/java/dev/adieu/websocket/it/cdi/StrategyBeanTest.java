package dev.adieu.websocket.it.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseCodesBy;
import dev.adieu.websocket.CloseContext;
import dev.adieu.websocket.it.cdi.App.Discovery;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.inject.Singleton;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyBeanTest {

    /** A bean that the strategies look up. */
    @ApplicationScoped
    public static class Codes {
        int next() {
            return 4400;
        }
    }

    /** Says what its dependency says. */
    public abstract static class Says implements CloseCodeStrategy {
        @Inject
        private Codes codes;

        @Override
        public CloseReason choose(CloseContext context) {
            return new CloseReason(
                    () -> codes.next() + context.cause().ordinal(),
                    getClass().getSimpleName().replaceAll("\\$.*", ""));
        }
    }

    @ApplicationScoped
    public static class ApplicationWide extends Says {}

    @RequestScoped
    public static class PerRequest extends Says {}

    @Dependent
    public static class PerSession extends Says {}

    @Singleton
    public static class Single extends Says {}

    @Alternative
    @Priority(10)
    @ApplicationScoped
    public static class Preferred extends Says {}

    @Alternative
    @ApplicationScoped
    public static class NotSelected extends Says {}

    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Tenant {
        String value();
    }

    @ApplicationScoped
    public static class Producers {
        @Produces
        @Tenant("a")
        CloseCodeStrategy a() {
            return context -> new CloseReason(() -> 4501, "a");
        }

        @Produces
        @Tenant("b")
        CloseCodeStrategy b() {
            return context -> new CloseReason(() -> 4502, "b");
        }
    }

    @ApplicationScoped
    @Typed(OnlyWhereNamed.class)
    public static class OnlyWhereNamed extends Says {
        @Override
        public CloseReason choose(CloseContext context) {
            return new CloseReason(() -> 4600, "named");
        }
    }

    @ClientEndpoint
    public static class Plain {}

    @Dependent
    @ClientEndpoint
    @CloseCodesBy(CloseCodeStrategy.class)
    @Tenant("b")
    public static class OfTenantB {}

    @Dependent
    @ClientEndpoint
    @CloseCodesBy(OnlyWhereNamed.class)
    public static class Named {}

    @Dependent
    @ClientEndpoint
    @CloseCodesBy(CloseCodeStrategy.class)
    @Tenant("none")
    public static class OfNoTenant {}

    public static class Programmatic extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {}
    }

    private static int codeOf(App app, Class<?> endpoint) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            app.get(BrowserWebSocketContainer.class)
                    .connectToServer(endpoint, peer.uri())
                    .close();
            return peer.connection().awaitClose().closeCode();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ApplicationWide.class, PerRequest.class, PerSession.class, Single.class})
    void aBeanOfAnyScopeChoosesTheCodes(Class<?> strategy) throws Exception {
        try (App app = App.of(strategy, Codes.class)) {
            assertThat(codeOf(app, Plain.class)).isEqualTo(4400);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBeanChangesTheCodeThatTheServerSees(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, Codes.class)) {
            assertThat(codeOf(app, Plain.class)).isEqualTo(1000);
        }
        try (App app = App.of(discovery, ApplicationWide.class, Codes.class)) {
            assertThat(codeOf(app, Plain.class)).isEqualTo(4400);
        }
    }

    @Test
    void anAlternativeWithAPriorityGoesBeforeOthersAndOneWithoutIsNotThere() throws Exception {
        try (App app = App.of(ApplicationWide.class, Preferred.class, NotSelected.class, Codes.class);
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            app.get(BrowserWebSocketContainer.class)
                    .connectToServer(Plain.class, peer.uri())
                    .close();
            assertThat(peer.connection().awaitClose().closeReason()).isEqualTo("Preferred");
        }
    }

    @ParameterizedTest
    @EnumSource
    void qualifiersOnTheEndpointClassChooseAmongBeans(Discovery discovery) throws Exception {
        try (App app = App.of(discovery, Producers.class, OfTenantB.class, Codes.class)) {
            assertThat(codeOf(app, OfTenantB.class)).isEqualTo(4502);
            assertThat(codeOf(app, Plain.class)).isEqualTo(1000);
        }
    }

    @Test
    void aBeanThatIsOnlyNamedServesOnlyWhereItIsNamed() throws Exception {
        try (App app = App.of(OnlyWhereNamed.class, ApplicationWide.class, Named.class, Codes.class)) {
            assertThat(codeOf(app, Named.class)).isEqualTo(4600);
            assertThat(codeOf(app, Plain.class)).isEqualTo(4400);
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalBeansFailTheDeploymentAndAreNamed(Discovery discovery) {
        assertThatThrownBy(() -> App.of(discovery, ApplicationWide.class, Single.class, Codes.class)
                        .close())
                .hasStackTraceContaining("ambiguous")
                .hasStackTraceContaining(ApplicationWide.class.getName())
                .hasStackTraceContaining(Single.class.getName());
    }

    @ParameterizedTest
    @EnumSource
    void aMissingBeanFailsTheDeploymentAndThoseThatExistAreNamed(Discovery discovery) {
        assertThatThrownBy(() -> App.of(discovery, OfNoTenant.class, Producers.class, Codes.class)
                        .close())
                .hasStackTraceContaining("unsatisfied")
                .hasStackTraceContaining(OfNoTenant.class.getName())
                .hasStackTraceContaining(Producers.class.getName());
    }

    private static CloseCodeStrategy always(int code) {
        return context -> new CloseReason(() -> code, "");
    }

    /** Nearest first: annotation, endpoint user property, bean, container property. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void theNearestOfSoManySourcesCounts(int sources) throws Exception {
        Class<?>[] beans = sources >= 2
                ? new Class<?>[] {ApplicationWide.class, Codes.class, OnlyWhereNamed.class}
                : new Class<?>[] {Codes.class, OnlyWhereNamed.class};
        try (App app = App.of(beans);
                ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserWebSocketContainer container = app.get(BrowserWebSocketContainer.class);
            container.getProperties().put("adieu.close-codes", always(4900));
            ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
            if (sources >= 3) {
                config.getUserProperties().put("adieu.close-codes", always(4700));
            }
            Endpoint endpoint = sources == 4 ? new AnnotatedProgrammatic() : new Programmatic();
            container.connectToServer(endpoint, config, peer.uri()).close();
            int expected = switch (sources) {
                case 1 -> 4900;
                case 2 -> 4400;
                case 3 -> 4700;
                default -> 4600;
            };
            assertThat(peer.connection().awaitClose().closeCode()).isEqualTo(expected);
        }
    }

    @CloseCodesBy(OnlyWhereNamed.class)
    public static class AnnotatedProgrammatic extends Programmatic {}
}
