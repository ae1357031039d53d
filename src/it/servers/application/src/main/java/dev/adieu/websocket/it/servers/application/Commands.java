package dev.adieu.websocket.it.servers.application;

import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.Reconnection;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.naming.InitialContext;

/**
 * Does what a test asks for, as an application would do it, and answers with the outcome. Sessions have the name that
 * the test gives them.
 */
@WebServlet("/commands/*")
public class Commands extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final long PATIENCE_SECONDS = 40;

    private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();
    private static final Map<String, ConnectionAttempt> ATTEMPTS = new ConcurrentHashMap<>();

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        String answer;
        try {
            answer = answer(request.getPathInfo().substring(1), new Question(request));
        } catch (Exception | LinkageError e) {
            log(request.getPathInfo() + " threw", e);
            response.setHeader("Thrown", e.getClass().getName());
            answer = String.valueOf(e.getMessage());
        }
        response.getWriter().write(answer);
    }

    private static String answer(String command, Question question) throws Exception {
        return switch (command) {
            case "number" -> String.valueOf(Alive.ALL.size());
            case "provider" ->
                on(
                        question.get("on"),
                        () -> ContainerProvider.getWebSocketContainer()
                                .getClass()
                                .getName());
            case "factory" ->
                on(
                        question.get("on"),
                        () -> BrowserWebSocketContainer.create().getClass().getName());
            case "injected" -> Beans.container().getClass().getName();
            case "connect" -> connect(question, JournalingClient.class);
            case "connect-to-stay" -> connect(question, StayingClient.class);
            case "tries-until-it-waits" -> triesUntilItWaits(question);
            case "connect-without-caller" -> connect(question, Witness.class);
            case "connect-with-caller" -> connectWithCaller(question);
            case "echo" ->
                EchoClient.echo(
                        ContainerProvider.getWebSocketContainer(),
                        URI.create(question.get("uri")),
                        question.get("text"));
            case "attempt" -> attempt(question);
            case "give-up" -> giveUp(question);
            case "outcome" -> outcome(ATTEMPTS.get(question.get("session")).closed());
            case "send" -> send(question);
            case "close" -> close(question);
            case "close-container" -> closeContainer(question);
            case "state" -> ((BrowserSession) session(question)).getReadyState().name();
            case "open-sessions" ->
                String.valueOf(session(question).getOpenSessions().size());
            case "event" -> outcome(((BrowserSession) session(question)).closed());
            case "journal" ->
                String.join("\n", Journal.of(question.get("session")).awaitEntry(question.get("until")));
            default -> throw new IllegalArgumentException("there is no command " + command);
        };
    }

    private static Session session(Question question) {
        return SESSIONS.get(question.get("session"));
    }

    private static String on(String kind, Callable<String> work) throws Exception {
        return switch (kind) {
            case "request" -> work.call();
            case "managed executor" ->
                on((Executor) new InitialContext().lookup("java:comp/DefaultManagedExecutorService"), work);
            case "common pool" -> on(ForkJoinPool.commonPool(), work);
            case "new thread" -> on(task -> new Thread(task).start(), work);
            default -> throw new IllegalArgumentException("there are no threads of the kind " + kind);
        };
    }

    private static String on(Executor executor, Callable<String> work) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                answer.complete(work.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static BrowserWebSocketContainer container(Question question) {
        BrowserWebSocketContainer container = question.has("by-factory")
                ? BrowserWebSocketContainer.create()
                : (BrowserWebSocketContainer) ContainerProvider.getWebSocketContainer();
        container.getProperties().putAll(question.settings());
        return container;
    }

    private static String connect(Question question, Class<?> endpoint) throws Exception {
        String name = question.get("session");
        SESSIONS.put(name, container(question).connectToServer(endpoint, URI.create(question.get("uri") + '?' + name)));
        return "connected";
    }

    /** Connects with a caller, who is logged out before the request ends; most callbacks come later. */
    private static String connectWithCaller(Question question) throws Exception {
        question.request().login(question.get("user"), question.get("password"));
        try {
            return connect(question, Witness.class);
        } finally {
            question.request().logout();
        }
    }

    private static String attempt(Question question) throws Exception {
        ATTEMPTS.put(
                question.get("session"),
                container(question)
                        .connect(
                                JournalingClient.class,
                                URI.create(question.get("uri") + '?' + question.get("session"))));
        return "begun";
    }

    private static String giveUp(Question question) throws Exception {
        ConnectionAttempt attempt = ATTEMPTS.get(question.get("session"));
        attempt.close();
        return attempt.getReadyState().name();
    }

    private static String outcome(CompletionStage<CloseEvent> closed) throws Exception {
        CloseEvent event = closed.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return event.code() + " \"" + event.reason() + "\" " + (event.wasClean() ? "clean" : "not clean");
    }

    private static String send(Question question) throws Exception {
        int times = question.has("times") ? Integer.parseInt(question.get("times")) : 1;
        for (int i = 0; i < times; i++) {
            session(question)
                    .getAsyncRemote()
                    .sendObject(new Word(times == 1 ? question.get("text") : question.get("text") + i));
        }
        if (question.has("then-close")) {
            close(question);
        }
        return "sent";
    }

    /** Closes with as many arguments as are given. */
    private static String close(Question question) throws IOException {
        Session session = session(question);
        if (!question.has("code")) {
            session.close();
        } else {
            int code = Integer.parseInt(question.get("code"));
            session.close(new CloseReason(() -> code, question.has("reason") ? question.get("reason") : null));
        }
        return ((BrowserSession) session).getReadyState().name();
    }

    /** Returns how often it was tried to connect again, once it waits before another try. */
    private static String triesUntilItWaits(Question question) {
        Reconnection reconnection =
                ((BrowserSession) session(question)).getReconnection().orElseThrow();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (reconnection.getTries() == 0 || reconnection.getNextTry().isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("it does not wait, it is " + reconnection.getState());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return String.valueOf(reconnection.getTries());
    }

    private static String closeContainer(Question question) {
        ((BrowserWebSocketContainer) session(question).getContainer()).close();
        return "closed";
    }
}
