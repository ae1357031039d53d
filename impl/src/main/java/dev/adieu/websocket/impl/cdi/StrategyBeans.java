package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.impl.endpoint.Components.Component;
import dev.adieu.websocket.impl.provider.application.StrategyKind;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.websocket.DeploymentException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the beans that are strategies, by the rules of typesafe resolution. */
final class StrategyBeans {

    private final BeanManager beans;
    private final CdiComponents components;

    StrategyBeans(BeanManager beans, CdiComponents components) {
        this.beans = beans;
        this.components = components;
    }

    /** Returns the bean that an injection point of the strategy's type would get; empty if there is none. */
    <S> Optional<Component<S>> ofApplication(StrategyKind<S> kind) throws DeploymentException {
        return beanOfApplication(kind).map(bean -> components.reference(bean, kind.type()));
    }

    private Optional<Bean<?>> beanOfApplication(StrategyKind<?> kind) throws DeploymentException {
        Set<Bean<?>> found = beans.getBeans(kind.type());
        return found.isEmpty() ? Optional.empty() : Optional.of(resolve(found, kind, "for all endpoints"));
    }

    /**
     * Returns the bean of the type and with the qualifiers that an endpoint class is annotated with, or an object of
     * that type if it is not a bean.
     */
    <S> Component<S> of(StrategyKind<S> kind, Class<?> endpointClass, Class<? extends S> type)
            throws DeploymentException {
        Optional<Bean<?>> bean = beanOf(kind, endpointClass, type);
        Component<? extends S> made =
                bean.isPresent() ? components.reference(bean.get(), type) : components.create(type);
        return new Component<>(made.instance(), made.destroy());
    }

    private Optional<Bean<?>> beanOf(StrategyKind<?> kind, Class<?> endpointClass, Class<?> type)
            throws DeploymentException {
        Annotation[] qualifiers = Arrays.stream(endpointClass.getAnnotations())
                .filter(present -> beans.isQualifier(present.annotationType()))
                .toArray(Annotation[]::new);
        String wanted = "for @" + kind.annotation().getSimpleName() + "(" + type.getName() + ".class) "
                + Arrays.toString(qualifiers) + " on " + endpointClass.getName();
        Set<Bean<?>> found = beans.getBeans(type, qualifiers);
        if (!found.isEmpty()) {
            return Optional.of(resolve(found, kind, wanted));
        }
        boolean canBeMade = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
        if (qualifiers.length == 0 && canBeMade && components.beansOf(type).isEmpty()) {
            return Optional.empty();
        }
        String simpleName = kind.type().getSimpleName();
        throw new DeploymentException("unsatisfied: no bean is a " + kind.name() + " " + wanted + "; the beans of type "
                + simpleName + " are " + named(beans.getBeans(kind.type(), Any.Literal.INSTANCE)));
    }

    /**
     * Checks the strategies of all endpoints, as far as mistakes show before anything connects.
     *
     * @throws jakarta.enterprise.inject.spi.DeploymentException if there are mistakes. It is thrown, and not added to
     *     an event as a problem, because OpenWebBeans only logs the text of those
     */
    void validate() {
        List<String> problems = new ArrayList<>();
        Set<Class<?>> beanClasses = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .collect(Collectors.toSet());
        for (StrategyKind<?> kind : List.of(StrategyKind.CLOSE_CODES, StrategyKind.RECONNECT)) {
            check(problems, () -> beanOfApplication(kind));
            for (Class<?> beanClass : beanClasses) {
                Optional<? extends Class<?>> type = kind.on(beanClass);
                if (type.isPresent()) {
                    check(problems, () -> beanOf(kind, beanClass, type.get()));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new jakarta.enterprise.inject.spi.DeploymentException(String.join("; ", problems));
        }
    }

    @FunctionalInterface
    private interface Check {
        void run() throws DeploymentException;
    }

    private static void check(List<String> problems, Check check) {
        try {
            check.run();
        } catch (DeploymentException e) {
            problems.add(e.getMessage());
        }
    }

    private Bean<?> resolve(Set<Bean<?>> found, StrategyKind<?> kind, String wanted) throws DeploymentException {
        try {
            return beans.resolve(found);
        } catch (AmbiguousResolutionException e) {
            throw new DeploymentException(
                    "ambiguous: several beans are a " + kind.name() + " " + wanted + ": " + named(found)
                            + "; keep only one, or give the others a qualifier or @Typed, or make one an @Alternative with a "
                            + "@Priority",
                    e);
        }
    }

    private static String named(Set<Bean<?>> found) {
        return found.stream()
                .map(bean -> bean.getBeanClass().getName() + " " + bean.getQualifiers())
                .sorted()
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
