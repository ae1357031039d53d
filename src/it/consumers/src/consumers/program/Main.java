package app;

import dev.adieu.websocket.BrowserWebSocketContainer;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** Sends one message, prints what comes back, and closes. */
public final class Main {

    private static final CountDownLatch ECHOED = new CountDownLatch(1);
    private static final CountDownLatch CLOSED = new CountDownLatch(1);

    private Main() {}

    @ClientEndpoint
    public static final class Chat {

        @OnMessage
        public void message(String text) {
            System.out.println(text);
            ECHOED.countDown();
        }

        @OnClose
        public void closed(CloseReason reason) {
            System.out.println("the server said " + reason.getCloseCode().getCode() + ' ' + reason.getReasonPhrase());
            CLOSED.countDown();
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("found: " + ContainerProvider.getWebSocketContainer().getClass().getName());
        BrowserWebSocketContainer container = BrowserWebSocketContainer.create();
        System.out.println(container);
        try (container) {
            Session session = ((WebSocketContainer) container).connectToServer(Chat.class, URI.create(arguments[0]));
            session.getBasicRemote().sendText("hello");
            ECHOED.await();
            session.close(new CloseReason(CloseCodes.NORMAL_CLOSURE, "done"));
            CLOSED.await();
        }
        System.out.println("left: "
                + Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("adieu"))
                        .toList());
    }
}
