package dev.adieu.websocket;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts a strategy on one endpoint class, before every other way to choose one. Not inherited.
 *
 * <p>Without CDI, and where the class is no bean, each session has an object of its own, made with the public
 * constructor without parameters. In a CDI application the strategy is the bean of that type, with the qualifiers that
 * stand beside this annotation on the endpoint class:
 *
 * <pre>{@code
 * @ClientEndpoint
 * @CloseCodesBy(CloseCodeStrategy.class) @Tenant("a")
 * public class Feed { … }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CloseCodesBy {

    /**
     * The strategy.
     *
     * @return a class with a public constructor without parameters, or any type that a CDI bean has
     */
    Class<? extends CloseCodeStrategy> value();
}
