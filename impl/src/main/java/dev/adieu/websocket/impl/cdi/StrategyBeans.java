package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseCodesBy;
import dev.adieu.websocket.impl.endpoint.Components.Component;
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

/** Finds the beans that choose close codes, by the rules of typesafe resolution. */
final class StrategyBeans {

    private final BeanManager beans;
    private final CdiComponents components;

    StrategyBeans(BeanManager beans, CdiComponents components) {
        this.beans = beans;
        this.components = components;
    }

    /** The bean that an injection point {@code @Inject CloseCodeStrategy} would get; none if there is none. */
    Optional<Component<CloseCodeStrategy>> ofApplication() throws DeploymentException {
        return beanOfApplication().map(bean -> components.reference(bean, CloseCodeStrategy.class));
    }

    private Optional<Bean<?>> beanOfApplication() throws DeploymentException {
        Set<Bean<?>> found = beans.getBeans(CloseCodeStrategy.class);
        return found.isEmpty() ? Optional.empty() : Optional.of(resolve(found, "for all endpoints"));
    }

    /**
     * The bean of the type and with the qualifiers that an endpoint class is annotated with, or an object of that type
     * where it is no bean.
     */
    Component<CloseCodeStrategy> of(Class<?> endpointClass, CloseCodesBy annotation) throws DeploymentException {
        Class<? extends CloseCodeStrategy> type = annotation.value();
        Optional<Bean<?>> bean = beanOf(endpointClass, type);
        Component<? extends CloseCodeStrategy> made =
                bean.isPresent() ? components.reference(bean.get(), type) : components.create(type);
        return new Component<>(made.instance(), made.destroy());
    }

    private Optional<Bean<?>> beanOf(Class<?> endpointClass, Class<? extends CloseCodeStrategy> type)
            throws DeploymentException {
        Annotation[] qualifiers = Arrays.stream(endpointClass.getAnnotations())
                .filter(present -> beans.isQualifier(present.annotationType()))
                .toArray(Annotation[]::new);
        String wanted = "for @CloseCodesBy(" + type.getName() + ".class) " + Arrays.toString(qualifiers) + " on "
                + endpointClass.getName();
        Set<Bean<?>> found = beans.getBeans(type, qualifiers);
        if (!found.isEmpty()) {
            return Optional.of(resolve(found, wanted));
        }
        boolean canBeMade = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
        if (qualifiers.length == 0 && canBeMade && components.beansOf(type).isEmpty()) {
            return Optional.empty();
        }
        throw new DeploymentException(
                "unsatisfied: no bean is a close code strategy " + wanted + "; the beans of type CloseCodeStrategy are "
                        + named(beans.getBeans(CloseCodeStrategy.class, Any.Literal.INSTANCE)));
    }

    /**
     * Looks for mistakes, as far as they show before anything connects.
     *
     * @throws jakarta.enterprise.inject.spi.DeploymentException if there are any; not added as problems to an event,
     *     whose text OpenWebBeans only logs
     */
    void validate() {
        List<String> problems = new ArrayList<>();
        check(problems, this::beanOfApplication);
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(beanClass -> beanClass.isAnnotationPresent(CloseCodesBy.class))
                .distinct()
                .forEach(endpoint -> check(
                        problems,
                        () -> beanOf(
                                endpoint,
                                endpoint.getAnnotation(CloseCodesBy.class).value())));
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

    private Bean<?> resolve(Set<Bean<?>> found, String wanted) throws DeploymentException {
        try {
            return beans.resolve(found);
        } catch (AmbiguousResolutionException e) {
            throw new DeploymentException(
                    "ambiguous: several beans are close code strategies " + wanted + ": " + named(found)
                            + "; leave one, or give the others a qualifier or @Typed, or make one an @Alternative with a @Priority",
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
