/**
 * What holds on every server, however Adieu is installed. What differs between servers is data: see
 * {@link dev.adieu.websocket.it.servers.Facts}.
 */
package dev.adieu.websocket.it.servers;
