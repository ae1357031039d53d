/** The clients that are compared, each driven through its public API. */
package dev.adieu.websocket.bench.client;
