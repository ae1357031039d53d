/** Three clients, one scripted server: plays scenarios and records what both sides saw. */
package dev.adieu.websocket.it.browsers.run;
