/**
 * Event loops and the threads that run callbacks: who owns a loop, who may use it for how long, and what happens later.
 * Knows nothing of WebSocket.
 */
package dev.adieu.websocket.impl.connection.loop;
