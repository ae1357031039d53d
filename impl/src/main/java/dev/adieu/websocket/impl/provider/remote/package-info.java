/** The remote endpoints of Jakarta WebSocket: blocking, asynchronous, in parts, as streams and writers. */
package dev.adieu.websocket.impl.provider.remote;
