/** The comparison for people: one HTML page, and a table for the documentation. */
package dev.adieu.websocket.it.browsers.report;
