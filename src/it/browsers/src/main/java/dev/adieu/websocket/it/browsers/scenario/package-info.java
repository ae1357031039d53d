/** The table: what a client does, and what a server does on the wire, as data. */
package dev.adieu.websocket.it.browsers.scenario;
