/**
 * Integration with servlet containers: the end of a web application without CDI. Only this package uses the API of
 * servlets; without it, none of its classes is loaded.
 */
@NullMarked
package dev.adieu.websocket.impl.servlet;

import org.jspecify.annotations.NullMarked;
