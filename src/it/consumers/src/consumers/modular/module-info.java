module app {
    requires dev.adieu.websocket;

    opens app;
}
