package dev.adieu.websocket.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose client an application gets. */
class ProviderTest extends AbstractServer {

    @Test
    void onAThreadOfTheApplicationItIsAdieu() {
        assertThat(application("first").ask("provider", "on", "new thread").successful()).startsWith(ADIEU);
    }

    @Test
    void onAManagedExecutorItIsAdieuWhereThereIsOne() {
        Answer answer = application("first").ask("provider", "on", "managed executor");
        if (Facts.hasManagedExecutor()) {
            assertThat(answer.successful()).startsWith(ADIEU);
        } else {
            assertThat(answer.thrown()).isEqualTo("javax.naming.NameNotFoundException");
        }
    }

    @Test
    void theFactoryFindsAdieuOnThreadsThatKnowNoApplication() {
        assertThat(application("first").ask("factory", "on", "common pool").successful()).startsWith(ADIEU);
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
        declining.ask("connect", "session", "s", "uri", declining.echo()).successful();
        declining.ask("send", "session", "s", "text", "hello").successful();
        assertThat(declining.ask("journal", "session", "s", "until", "message").lines()).anyMatch(entry -> entry.startsWith("message hello"));
        declining.ask("close", "session", "s").successful();
    }

    @Test
    void anApplicationThatDeclinesTakesNothingFromItsNeighbours() {
        application("declining").ask("provider", "on", "request").successful();
        assertThat(application("first").ask("provider", "on", "request").successful()).startsWith(ADIEU);
    }

    @Test
    void theServersOwnEndpointsAnswerToAdieu() {
        Deployed application = application("first");
        application.ask("connect", "session", "own", "uri", application.echo()).successful();
        application.ask("send", "session", "own", "text", "hello", "times", 3).successful();
        List<String> journal = application.ask("journal", "session", "own", "until", "message hello2").lines();
        assertThat(journal).extracting(entry -> entry.split("\t")[0]).containsExactly("open", "message hello0", "message hello1", "message hello2");
        application.ask("close", "session", "own").successful();
    }
}
