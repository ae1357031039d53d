/**
 * Adieu with Tyrus and Netty inside. It has the name of the API's module, so that a module that requires {@code
 * dev.adieu.websocket} runs with either.
 */
module dev.adieu.websocket {
    requires transitive jakarta.websocket.client;
    // Tyrus reads the annotations of an endpoint with types of the server's API.
    requires jakarta.websocket;
    requires java.logging;
    // Netty's direct buffers.
    requires jdk.unsupported;
    // Only in an application server.
    requires static java.naming;
    // Only where the application has CDI.
    requires static jakarta.annotation;
    requires static jakarta.cdi;
    requires static jakarta.inject;
    requires static jakarta.interceptor;
    // Only in a servlet container.
    requires static jakarta.servlet;

    exports dev.adieu.websocket;

    uses dev.adieu.websocket.BrowserWebSocketContainer.Factory;

    provides jakarta.websocket.ContainerProvider with
            dev.adieu.websocket.impl.provider.AdieuContainerProvider;
    provides dev.adieu.websocket.BrowserWebSocketContainer.Factory with
            dev.adieu.websocket.impl.provider.AdieuContainerFactory;
}
