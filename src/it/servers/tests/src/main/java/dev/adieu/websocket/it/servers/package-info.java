/**
 * Tests that hold on every server, however Adieu is installed. The differences between servers are data: see
 * {@link dev.adieu.websocket.it.servers.Facts}.
 */
package dev.adieu.websocket.it.servers;
