package dev.adieu.websocket;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Assigns a {@link ReconnectStrategy} to an endpoint class; takes precedence over every other source. Not inherited.
 *
 * <p>Without CDI, and if the class is not a bean, the strategy is created with its public no-argument constructor, once
 * for each connection that is made and kept. In a CDI application it is the bean of that type, with the qualifiers that
 * stand beside this annotation on the endpoint class:
 *
 * <pre>{@code
 * @ClientEndpoint
 * @ReconnectBy(ReconnectStrategy.class) @Tenant("a")
 * public class Feed { … }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReconnectBy {

    /**
     * The strategy.
     *
     * @return a class with a public no-argument constructor, or any type that a CDI bean has
     */
    Class<? extends ReconnectStrategy> value();
}
