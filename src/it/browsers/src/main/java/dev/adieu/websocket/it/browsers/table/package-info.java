/** The rows: one class per kind of closing. */
package dev.adieu.websocket.it.browsers.table;
