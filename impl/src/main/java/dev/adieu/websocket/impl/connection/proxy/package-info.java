/** Tunnels through proxies. */
@NullMarked
package dev.adieu.websocket.impl.connection.proxy;

import org.jspecify.annotations.NullMarked;
