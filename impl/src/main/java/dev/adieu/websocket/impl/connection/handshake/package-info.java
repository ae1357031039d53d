/**
 * Makes a connection (RFC 6455, section 4.1), with redirects and credentials. An attempt has these phases, each of
 * which begins the next one. The messages of each are listed in {@code src/docs/connecting.md}.
 *
 * <ol>
 *   <li><em>request</em>: the headers are put together; on the callback executor if the application edits them,
 *       otherwise on the thread that connects
 *   <li><em>resolve</em>: the host is looked up, and TLS engines are created; on a thread that may wait, or at once if
 *       there is nothing to wait for
 *   <li><em>connect</em>: TCP is connected; on the event loop, as all that follows
 *   <li><em>proxy</em>: a proxy, if there is one, is asked for a tunnel
 *   <li><em>TLS</em>, for {@code wss:}; trust managers and host name verifiers run elsewhere
 *   <li><em>handshake</em>: the request is sent and the response is checked. A redirect, or a challenge that can be
 *       answered, begins again with the first phase
 * </ol>
 */
@NullMarked
package dev.adieu.websocket.impl.connection.handshake;

import org.jspecify.annotations.NullMarked;
