package app;

import dev.adieu.websocket.BrowserWebSocketContainer;

/** Asks for Adieu only. */
public final class Create {

    private Create() {}

    public static void main(String[] arguments) {
        BrowserWebSocketContainer.create().close();
    }
}
