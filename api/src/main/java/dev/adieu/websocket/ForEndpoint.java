package dev.adieu.websocket;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Selects the {@link OpenEvent} or {@link CloseEvent} of one endpoint class: a CDI qualifier for observers. It has no
 * effect without CDI.
 *
 * <pre>{@code
 * void closed(@Observes @ForEndpoint(Feed.class) CloseEvent event) { … }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.TYPE})
public @interface ForEndpoint {

    /**
     * Returns the endpoint class.
     *
     * @return the class that the application connected
     */
    Class<?> value();
}
