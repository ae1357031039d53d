package dev.adieu.websocket.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adieu.websocket.AdieuSettings;
import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.CloseCause;
import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseEvent;
import dev.adieu.websocket.ConnectionAttempt;
import dev.adieu.websocket.ReadyState;
import dev.adieu.websocket.Reconnection;
import dev.adieu.websocket.peer.ClientFrame;
import dev.adieu.websocket.peer.ScriptedPeer;
import dev.adieu.websocket.peer.Scripts;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compiles and runs the examples of the README; that they are the same is tested as well. */
class ReadmeTest {

    private static final Path README = Path.of("../../README.md");
    private static final Path HERE = Path.of("src/test/java/dev/adieu/websocket/demo/ReadmeTest.java");

    @ClientEndpoint
    public static class Chat {

        @OnMessage
        public void message(String text, Session session) throws IOException {
            System.out.println(text);
            session.close(new CloseReason(CloseCodes.NORMAL_CLOSURE, "done"));
        }

        @OnClose
        public void closed(CloseReason reason) {
            System.out.println("the server said " + reason.getCloseCode().getCode() + ' ' + reason.getReasonPhrase());
        }
    }

    @Test
    void theStandardExampleSaysHelloAndCloses() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.echo())) {
            URI uri = peer.uri();
            WebSocketContainer container = ContainerProvider.getWebSocketContainer();
            Session session = container.connectToServer(Chat.class, uri);
            session.getBasicRemote().sendText("hello");
            peer.connection().awaitOver();
            assertThat(sent(peer)).containsExactly("Text[\"hello\"]", "Close[1000 \"done\"]");
        }
    }

    @Test
    void theExampleOfABrowserSessionClosesBehindItsLastWords() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose())) {
            URI uri = peer.uri();
            WebSocketContainer container = ContainerProvider.getWebSocketContainer();
            BrowserSession session = (BrowserSession) container.connectToServer(Chat.class, uri);
            session.getAsyncRemote().sendText("last words");
            session.close(3000, "done");
            ReadyState state = session.getReadyState();
            CloseEvent event = session.closed().toCompletableFuture().get(1, TimeUnit.MINUTES);
            System.out.println(state + ", then " + event.code() + ' ' + event.reason()
                    + (event.wasClean() ? ", clean" : ", not clean"));
            assertThat(event.code()).isEqualTo(3000);
            assertThat(state).isIn(ReadyState.CLOSING, ReadyState.CLOSED);
            assertThat(sent(peer)).containsExactly("Text[\"last words\"]", "Close[3000 \"done\"]");
        }
    }

    @Test
    void theExampleOfAnAttemptGivesItUp() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.neverAccept())) {
            URI uri = peer.uri();
            try (BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
                ConnectionAttempt attempt = container.connect(new Chat(), uri);
                attempt.session().thenAccept(session -> session.getAsyncRemote().sendText("hello"));
                attempt.close();
                CloseEvent event = attempt.closed().toCompletableFuture().get(1, TimeUnit.MINUTES);
                System.out.println(event.code());
            }
            assertThat(peer.connections())
                    .allSatisfy(connection -> assertThat(connection.frames()).isEmpty());
        }
    }

    @Test
    void theExampleOfASettingShortensTheWait() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndNeverAnswer())) {
            BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
            container.getProperties().put(AdieuSettings.CLOSING_TIMEOUT, Duration.ofSeconds(5));
            BrowserSession session = (BrowserSession) container.connectToServer(Chat.class, peer.uri());
            session.close();
            long began = System.nanoTime();
            assertThat(session.closed()
                            .toCompletableFuture()
                            .get(1, TimeUnit.MINUTES)
                            .code())
                    .isEqualTo(1006);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(20));
        }
    }

    @Test
    void theExampleOfAStrategyIsWhatAServerHearsWhenTheContainerCloses() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            CloseCodeStrategy polite = context -> context.cause() == CloseCause.GOING_AWAY
                    ? new CloseReason(() -> 4000, "see you")
                    : CloseCodeStrategy.standard().choose(context);
            container.getProperties().put("adieu.close-codes", polite);
            container.connectToServer(Chat.class, peer.uri());
            container.close();
            assertThat(sent(peer)).containsExactly("Close[4000 \"see you\"]");
        }
    }

    private static List<String> sent(ScriptedPeer peer) {
        peer.connection().awaitClose();
        return peer.connection().frames().stream().map(ClientFrame::toString).toList();
    }

    @Test
    void theExampleOfReconnectingGivesItsHandle() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.plain(Scripts.acceptAndAnswerClose());
                BrowserWebSocketContainer container = BrowserWebSocketContainer.create()) {
            URI uri = peer.uri();
            container.getProperties().put("adieu.reconnect", "standard");
            BrowserSession session = (BrowserSession) container.connectToServer(Chat.class, uri);
            Reconnection reconnection = session.getReconnection().orElseThrow();
            assertThat(reconnection.getState()).isEqualTo(Reconnection.State.CONNECTED);
        }
    }

    @Test
    void everyJavaExampleIsInThisClass() throws IOException {
        String source = withoutIndentation(Files.readString(HERE)).replace("public static class", "public class");
        assertThat(blocks("java"))
                .hasSize(7)
                .allSatisfy(example -> assertThat(source).contains(withoutIndentation(example)));
    }

    private static String withoutIndentation(String text) {
        return text.lines()
                .map(String::strip)
                .reduce("", (a, b) -> a + b + '\n')
                .strip();
    }

    @Test
    void theFirstTwoCommandsAreTheDemoAndTheTests() throws IOException {
        assertThat(blocks("sh").subList(0, 2)).containsExactly("mvn -q -Pdemo -pl src/demo -am", "mvn verify");
    }

    @Test
    void everyFileThatIsLinkedIsThere() throws IOException {
        List<String> links = matches("\\]\\(([^)#:]+)\\)").toList();
        assertThat(links)
                .contains("LICENSE")
                .allSatisfy(link -> assertThat(README.resolveSibling(link)).exists());
    }

    private static List<String> blocks(String language) throws IOException {
        return matches("```" + language + "\n(?s:(.*?))\n```").toList();
    }

    private static Stream<String> matches(String regex) throws IOException {
        return Pattern.compile(regex)
                .matcher(Files.readString(README))
                .results()
                .map(result -> result.group(1))
                .toList()
                .stream();
    }
}
