package dev.adieu.websocket;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Assigns a {@link ReconnectStrategy} to an endpoint class. It takes precedence over every other source of a strategy,
 * and is not inherited.
 *
 * <p>Without CDI, or if the class is not a bean, each connection that is kept alive gets an instance of its own,
 * created with the public no-argument constructor. In a CDI application the strategy is the bean of that type that has
 * the qualifiers beside this annotation:
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
     * Returns the type of the strategy.
     *
     * @return a class with a public no-argument constructor, or any type of a CDI bean
     */
    Class<? extends ReconnectStrategy> value();
}
