/**
 * The browser's way of closing a WebSocket, for {@code jakarta.websocket} clients.
 *
 * <p>Applications need none of these types: with the provider on the class path,
 * {@link jakarta.websocket.ContainerProvider#getWebSocketContainer()} returns a container whose sessions close by the
 * rules of {@code WebSocket.close()}. The types give access to more: the state of a session, its close event, an
 * attempt that can be cancelled, and the choice of the code that is sent when the application names none.
 *
 * <p>Parameters and results are never {@code null} unless they are marked as nullable.
 *
 * <p>References in this package: <em>WHATWG</em> is the <a href="https://websockets.spec.whatwg.org/">WebSockets
 * Standard</a>, <em>RFC 6455</em> is <a href="https://www.rfc-editor.org/rfc/rfc6455">The WebSocket Protocol</a>,
 * <em>Jakarta</em> is <a href="https://jakarta.ee/specifications/websocket/2.2/">Jakarta WebSocket 2.2</a>.
 */
@NullMarked
package dev.adieu.websocket;

import org.jspecify.annotations.NullMarked;
