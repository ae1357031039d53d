/** The provider. Applications see it through {@code jakarta.websocket} and {@code dev.adieu.websocket} alone. */
module dev.adieu.websocket.impl {
    requires transitive dev.adieu.websocket;
    requires java.logging;
    // Only for the compiler.
    requires static com.google.errorprone.annotations;
    requires static org.jspecify;
    // Only where an application server has it.
    requires static java.naming;
    // Only where the application has CDI.
    requires static jakarta.annotation;
    requires static jakarta.cdi;
    requires static jakarta.inject;
    requires static jakarta.interceptor;
    // Only where it is in a servlet container.
    requires static jakarta.servlet;
    requires jakarta.websocket.client;
    requires org.glassfish.tyrus.core;
    requires org.glassfish.tyrus.client;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.compression;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;

    provides jakarta.websocket.ContainerProvider with
            dev.adieu.websocket.impl.provider.AdieuContainerProvider;
    provides dev.adieu.websocket.BrowserWebSocketContainer.Factory with
            dev.adieu.websocket.impl.provider.AdieuContainerFactory;
// Not CDI's extensions, and not the initializer of servlet containers: what provides a service cannot be resolved where
// the service is absent, and
// these may be. They find them in META-INF/services.
}
