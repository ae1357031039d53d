/** The other end of every client: a WebSocket server without a library, on one thread, in a process of its own. */
package dev.adieu.websocket.bench.server;
