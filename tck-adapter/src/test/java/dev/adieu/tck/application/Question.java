package dev.adieu.tck.application;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** One message to a server and its answer, by the JDK's own client: these tests are about the server. */
public final class Question {

    private Question() {}

    /** Sends a message and waits for the answer. */
    public static String ask(URI address, String message) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        answer.complete(data.toString());
                        return null;
                    }

                    @Override
                    public void onError(WebSocket webSocket, Throwable error) {
                        answer.completeExceptionally(error);
                    }
                })
                .get(20, TimeUnit.SECONDS);
        socket.sendText(message, true).get(20, TimeUnit.SECONDS);
        try {
            return answer.get(20, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    /** Returns the address of an endpoint in an application. */
    public static URI address(URI application, String endpoint) {
        return URI.create("ws://" + application.getAuthority() + application.getPath() + endpoint);
    }
}
