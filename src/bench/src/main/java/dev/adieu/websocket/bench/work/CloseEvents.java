package dev.adieu.websocket.bench.work;

import dev.adieu.websocket.bench.client.Events;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A connection of which only the end matters. */
class CloseEvents implements Events {

    /** The peer's Close frame as the client reports it. */
    record Told(int code, String reason) {}

    final CompletableFuture<Told> closed = new CompletableFuture<>();

    @Override
    public void text(String text) {
        failed(new IllegalStateException("an unexpected message: " + text));
    }

    @Override
    public void binary(ByteBuffer bytes) {
        failed(new IllegalStateException("an unexpected message: " + bytes));
    }

    @Override
    public void closed(int code, String reason) {
        closed.complete(new Told(code, reason));
    }

    @Override
    public void failed(Throwable failure) {
        closed.completeExceptionally(failure);
    }
}
