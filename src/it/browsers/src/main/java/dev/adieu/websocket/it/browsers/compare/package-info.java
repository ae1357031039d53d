/** Lays the records side by side and says which rows are the same. */
package dev.adieu.websocket.it.browsers.compare;
