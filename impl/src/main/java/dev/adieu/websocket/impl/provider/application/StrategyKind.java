package dev.adieu.websocket.impl.provider.application;

import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseCodesBy;
import dev.adieu.websocket.ReconnectBy;
import dev.adieu.websocket.ReconnectStrategy;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of strategy that an application chooses by annotation, as a bean or by a setting.
 *
 * @param type the interface of the strategies
 * @param name its name in messages
 * @param annotation the annotation that assigns a strategy to an endpoint class
 * @param value the value of the annotation
 */
public record StrategyKind<S>(
        Class<S> type,
        String name,
        Class<? extends Annotation> annotation,
        Function<Annotation, Class<? extends S>> value) {

    public static final StrategyKind<CloseCodeStrategy> CLOSE_CODES = new StrategyKind<>(
            CloseCodeStrategy.class,
            "close code strategy",
            CloseCodesBy.class,
            annotation -> ((CloseCodesBy) annotation).value());

    public static final StrategyKind<ReconnectStrategy> RECONNECT = new StrategyKind<>(
            ReconnectStrategy.class,
            "reconnect strategy",
            ReconnectBy.class,
            annotation -> ((ReconnectBy) annotation).value());

    /** Returns the type that the endpoint class is annotated with. */
    public Optional<Class<? extends S>> on(Class<?> endpointClass) {
        return Optional.ofNullable(endpointClass.getAnnotation(annotation)).map(value);
    }
}
