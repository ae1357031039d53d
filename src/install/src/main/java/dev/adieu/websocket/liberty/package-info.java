/** The parts that Open Liberty requires of a feature. None of them is in the jars for other servers. */
package dev.adieu.websocket.liberty;
