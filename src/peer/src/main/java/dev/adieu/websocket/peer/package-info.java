/**
 * A WebSocket server that does on the wire what a script says, right or wrong, and records what the client does. It
 * knows nothing of the provider under test and uses the JDK alone.
 */
package dev.adieu.websocket.peer;
