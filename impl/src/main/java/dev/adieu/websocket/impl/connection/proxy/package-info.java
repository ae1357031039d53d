/** Tunnels through proxies. */
package dev.adieu.websocket.impl.connection.proxy;
