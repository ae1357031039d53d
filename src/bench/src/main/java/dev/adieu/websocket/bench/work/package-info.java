/** What a client is made to do, in a process of its own, and what that cost. */
package dev.adieu.websocket.bench.work;
