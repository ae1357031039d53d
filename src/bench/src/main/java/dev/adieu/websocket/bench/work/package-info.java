/** The workloads that a client runs in a process of its own, and their cost. */
package dev.adieu.websocket.bench.work;
