/**
 * Integration with CDI: the container as a bean, endpoints and strategies as beans, events, and the end of the
 * application. Only this package uses the API of CDI; without CDI, none of its classes is loaded.
 */
@NullMarked
package dev.adieu.websocket.impl.cdi;

import org.jspecify.annotations.NullMarked;
