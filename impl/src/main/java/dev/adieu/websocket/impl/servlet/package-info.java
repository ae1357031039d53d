/**
 * Servlet containers: the end of an application that has no CDI. The one place that knows servlets; nothing here is
 * loaded where there are none.
 */
package dev.adieu.websocket.impl.servlet;
