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
        Set<Bean<?>> found = beans.getBeans(CloseCodeStrategy.class);
        return found.isEmpty() ? Optional.empty() : Optional.of(reference(resolve(found, "for all endpoints")));
    }

    /** The bean of the type and with the qualifiers that an endpoint class is annotated with. */
    Component<CloseCodeStrategy> of(Class<?> endpointClass, CloseCodesBy annotation) throws DeploymentException {
        Class<? extends CloseCodeStrategy> type = annotation.value();
        Annotation[] qualifiers = Arrays.stream(endpointClass.getAnnotations())
                .filter(present -> beans.isQualifier(present.annotationType()))
                .toArray(Annotation[]::new);
        String wanted = "for @CloseCodesBy(" + type.getName() + ".class) " + Arrays.toString(qualifiers) + " on " + endpointClass.getName();
        Set<Bean<?>> found = beans.getBeans(type, qualifiers);
        if (!found.isEmpty()) {
            return reference(resolve(found, wanted));
        }
        boolean canBeMade = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
        if (qualifiers.length == 0 && canBeMade && components.beansOf(type).isEmpty()) {
            Component<? extends CloseCodeStrategy> made = components.create(type);
            return new Component<>(made.instance(), made.destroy());
        }
        throw new DeploymentException("unsatisfied: no close code strategy " + wanted + "; the beans of type CloseCodeStrategy are "
                + named(beans.getBeans(CloseCodeStrategy.class, Any.Literal.INSTANCE)));
    }

    /** What of this is wrong in the application, as far as it shows before anything connects. */
    List<DeploymentException> problems() {
        List<DeploymentException> problems = new ArrayList<>();
        Set<Bean<?>> forAll = beans.getBeans(CloseCodeStrategy.class);
        if (!forAll.isEmpty()) {
            check(problems, () -> resolve(forAll, "for all endpoints"));
        }
        beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .filter(beanClass -> beanClass.isAnnotationPresent(CloseCodesBy.class))
                .distinct()
                .forEach(endpoint -> check(problems, () -> of(endpoint, endpoint.getAnnotation(CloseCodesBy.class)).destroy().run()));
        return problems;
    }

    @FunctionalInterface
    private interface Check {
        void run() throws DeploymentException;
    }

    private static void check(List<DeploymentException> problems, Check check) {
        try {
            check.run();
        } catch (DeploymentException e) {
            problems.add(e);
        }
    }

    private Component<CloseCodeStrategy> reference(Bean<?> bean) {
        return components.reference(bean, CloseCodeStrategy.class);
    }

    private Bean<?> resolve(Set<Bean<?>> found, String wanted) throws DeploymentException {
        try {
            return beans.resolve(found);
        } catch (AmbiguousResolutionException e) {
            throw new DeploymentException("ambiguous: several beans are close code strategies " + wanted + ": " + named(found)
                    + "; leave one, or give the others a qualifier or @Typed, or make one an @Alternative with a @Priority", e);
        }
    }

    private static String named(Set<Bean<?>> found) {
        return found.stream().map(bean -> bean.getBeanClass().getName() + " " + bean.getQualifiers()).sorted().collect(Collectors.joining(", ", "[", "]"));
    }
}
