package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The executor of a Jakarta EE application (Jakarta Concurrency 3.0, section 3.1.4). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class ManagedExecutorTest {

    /** What stands in the naming context of the application; nothing outside of these tests. */
    private static volatile Object bound;

    /** As application servers do it, and like them once for the whole JVM. */
    @BeforeAll
    static void becomeAnApplicationServer() throws NamingException {
        NamingManager.setInitialContextFactoryBuilder(environment -> {
            if (bound == null) {
                throw new NoInitialContextException("there is no application here");
            }
            return ignored -> new InitialContext(true) {
                @Override
                public Object lookup(String name) throws NamingException {
                    if (name.equals("java:comp/DefaultManagedExecutorService")) {
                        return bound;
                    }
                    throw new NameNotFoundException(name);
                }
            };
        });
    }

    @AfterEach
    void theApplicationIsGone() {
        bound = null;
    }

    private static final class Naming extends Endpoint {

        private final Heard threads = new Heard();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            threads.add(Thread.currentThread().getName());
        }
    }

    private static String thread(Client client) throws Exception {
        Naming endpoint = new Naming();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = (BrowserSession) client.container().connectToServer(endpoint, null, peer.uri());
            session.close();
            assertThat(Client.closed(session).code()).isEqualTo(1000);
            return endpoint.threads.next();
        }
    }

    @Test
    void callbacksRunOnTheDefaultManagedExecutorService() throws Exception {
        ExecutorService managed = Executors.newCachedThreadPool(task -> new Thread(task, "managed"));
        bound = managed;
        try (Client client = new Client()) {
            assertThat(thread(client)).isEqualTo("managed");
        } finally {
            managed.shutdown();
        }
    }

    @Test
    void theSettingGoesBeforeIt() throws Exception {
        bound = Executors.newCachedThreadPool(task -> new Thread(task, "managed"));
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "own"));
        try (Client client = new Client().with("adieu.executor", own)) {
            assertThat(thread(client)).isEqualTo("own");
        } finally {
            own.shutdown();
        }
    }

    @Test
    void theProvidersOwnThreadsHelpWhereItRejects() throws Exception {
        bound = (Executor) task -> {
            throw new RejectedExecutionException("the application is stopping");
        };
        try (Client client = new Client()) {
            assertThat(thread(client)).startsWith("adieu-callback-");
        }
    }

    @Test
    void theProvidersOwnThreadsAreUsedWhereThereIsNoneOrSomethingElse() throws Exception {
        try (Client client = new Client()) {
            assertThat(thread(client)).startsWith("adieu-callback-");
            bound = "not an executor";
            assertThat(thread(client)).startsWith("adieu-callback-");
        }
    }
}
