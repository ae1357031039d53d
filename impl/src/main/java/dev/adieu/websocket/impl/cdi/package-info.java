/**
 * CDI: what an application with beans may expect of a container that Jakarta EE manages. The one place that knows CDI;
 * nothing here is loaded where there is none.
 */
package dev.adieu.websocket.impl.cdi;
