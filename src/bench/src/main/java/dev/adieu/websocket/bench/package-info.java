/**
 * Puts Adieu beside other clients: starts the server and the clients, each in a process of its own, and has them take
 * turns.
 */
package dev.adieu.websocket.bench;
