package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whose client an application gets. */
class ProviderTest extends AbstractServer {

    @Test
    void onAThreadOfTheApplicationItIsAdieu() {
        assertThat(application("first").client("new thread").successful()).startsWith(ADIEU);
    }

    @Test
    void onAManagedExecutorItIsAdieuWhereThereIsOne() {
        Answer answer = application("first").client("managed executor");
        if (Facts.hasManagedExecutor()) {
            assertThat(answer.successful()).startsWith(ADIEU);
        } else {
            assertThat(answer.thrown()).isEqualTo("javax.naming.NameNotFoundException");
        }
    }

    @Test
    void theFactoryFindsAdieuOnThreadsThatKnowNoApplication() {
        assertThat(application("first").ask("factory", "on", "common pool").successful())
                .startsWith(ADIEU);
    }

    @Test
    void theLookupGivesAdieuOrTheServersOwnClientAsThisWayToInstallSays() {
        assertThat(application("first").ask("provider", "on", "request").successful())
                .startsWith(Facts.lookupGivesAdieu() ? ADIEU : Facts.ownProvider());
    }

    @Test
    void theBeanIsAdieuWhereThereIsCdi() {
        Answer answer = application("first").ask("injected");
        if (Facts.hasCdi()) {
            assertThat(answer.successful()).startsWith(ADIEU);
        } else {
            // Embedded Jetty has the API of CDI, but no implementation.
            assertThat(answer.thrown()).isIn("java.lang.NoClassDefFoundError", "java.lang.IllegalStateException");
        }
    }

    /** With one thread the JDK starts a new one for each task, which inherits the context class loader. */
    @Test
    void theCommonPoolOfTheServerHasThreads() {
        assertThat(new Jvm(observer()).commonPoolParallelism()).isEqualTo(4);
    }

    @Test
    void anApplicationThatDeclinesGetsTheServersOwnClient() {
        Deployed declining = application("declining");
        assertThat(declining.ask("provider", "on", "request").successful()).startsWith(Facts.ownProvider());
        assertThat(declining
                        .ask("echo", "uri", declining.echo(), "text", "hello")
                        .successful())
                .isEqualTo("hello");
    }

    @Test
    void anApplicationThatDeclinesTakesNothingFromItsNeighbours() {
        application("declining").ask("provider", "on", "request").successful();
        assertThat(application("first").client("request").successful()).startsWith(ADIEU);
    }

    @Test
    void theServersOwnEndpointsAnswerToAdieu() {
        Deployed application = application("first");
        Conversation session = Conversation.connect(application, "own", application.echo());
        assertThat(session.echoed("hello")).isEqualTo("hello");
        assertThat(session.echoed("again")).isEqualTo("again");
        session.close().successful();
    }
}
