/** What Open Liberty asks of a feature. None of it is in the jars for other servers. */
package dev.adieu.websocket.liberty;
