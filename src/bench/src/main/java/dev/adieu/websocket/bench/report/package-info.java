/** Figures, tables and charts. */
package dev.adieu.websocket.bench.report;
