/** What Open Liberty asks of a feature. Nothing of it is in the bundle for other servers. */
package dev.adieu.websocket.liberty;
