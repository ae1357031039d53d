package dev.adieu.websocket.impl.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.impl.NothingStaysBehind;
import dev.adieu.websocket.impl.client.Client;
import dev.adieu.websocket.impl.client.Heard;
import dev.adieu.websocket.impl.client.ProviderThreads;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
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

/** The executor and the context of a Jakarta EE application (Jakarta Concurrency 3.0, sections 3.1.4 and 3.3.5). */
@ExtendWith({NothingStaysBehind.class, ProviderThreads.class})
class ManagedExecutorTest {

    /** The contents of the application's naming context; empty outside these tests. */
    private static volatile Object bound;

    private static volatile Object contextService;

    /** Installs a naming context as application servers do, once for the whole JVM. */
    @BeforeAll
    static void becomeAnApplicationServer() throws NamingException {
        NamingManager.setInitialContextFactoryBuilder(environment -> {
            if (bound == null && contextService == null) {
                throw new NoInitialContextException("there is no application here");
            }
            return ignored -> new InitialContext(true) {
                @Override
                public Object lookup(String name) throws NamingException {
                    if (name.equals("java:comp/DefaultManagedExecutorService")) {
                        return bound;
                    }
                    if (name.equals("java:comp/DefaultContextService") && contextService != null) {
                        return contextService;
                    }
                    throw new NameNotFoundException(name);
                }
            };
        });
    }

    @AfterEach
    void theApplicationIsGone() {
        bound = null;
        contextService = null;
    }

    /** The context of an application on its threads. */
    private static final ThreadLocal<String> CONTEXT = ThreadLocal.withInitial(() -> "none");

    /** Returns a context service that captures and restores {@link #CONTEXT} alone. */
    private static ContextService capturing() {
        return (ContextService) Proxy.newProxyInstance(
                ContextService.class.getClassLoader(),
                new Class<?>[] {ContextService.class},
                (service, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("createContextualProxy");
                    String captured = CONTEXT.get();
                    Class<?> type = (Class<?>) arguments[1];
                    return Proxy.newProxyInstance(
                            type.getClassLoader(), new Class<?>[] {type}, (proxy, proxied, given) -> {
                                String before = CONTEXT.get();
                                CONTEXT.set(captured);
                                try {
                                    return proxied.invoke(arguments[0], given);
                                } finally {
                                    CONTEXT.set(before);
                                }
                            });
                });
    }

    private static final class Naming extends Endpoint {

        private final Heard threads = new Heard();
        private final Heard contexts = new Heard();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            // It runs on the thread that waits in connectToServer.
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            threads.add(Thread.currentThread().getName());
            contexts.add(CONTEXT.get());
        }
    }

    private static String thread(Client client) throws Exception {
        return connected(client).threads.next();
    }

    private static Naming connected(Client client) throws Exception {
        Naming endpoint = new Naming();
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            BrowserSession session = (BrowserSession) client.container().connectToServer(endpoint, null, peer.uri());
            session.close();
            assertThat(Client.closed(session).code()).isEqualTo(1000);
            return endpoint;
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

    @Test
    void callbacksRunInTheContextOfTheThreadThatConnects() throws Exception {
        contextService = capturing();
        CONTEXT.set("of the application");
        try (Client client = new Client()) {
            assertThat(connected(client).contexts.next()).isEqualTo("of the application");
        } finally {
            CONTEXT.remove();
        }
    }

    @Test
    void callbacksHaveNoContextWhereTheNameStandsForSomethingElse() throws Exception {
        contextService = "not a context service";
        CONTEXT.set("of the application");
        try (Client client = new Client()) {
            assertThat(connected(client).contexts.next()).isEqualTo("none");
        } finally {
            CONTEXT.remove();
        }
    }
}
