package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.impl.endpoint.Components;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.inject.Inject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Creates objects. If the class is a bean, the object is a reference to it, with its scope. Otherwise it is created as
 * Jakarta EE creates non-contextual components, with injection and interceptors. {@code @Dependent} objects, and those
 * that depend on them, are destroyed with the session.
 */
final class CdiComponents implements Components {

    private final BeanManager beans;
    private final Map<Class<?>, InjectionTarget<?>> targets = new ConcurrentHashMap<>();

    CdiComponents(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public <T> Component<T> create(Class<T> type) {
        Set<Bean<?>> ofType = beansOf(type);
        return ofType.isEmpty() ? unmanaged(type) : reference(beans.resolve(ofType), type);
    }

    @Override
    public boolean canCreate(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers())
                && (Stream.of(type.getDeclaredConstructors()).anyMatch(CdiComponents::isForCdi)
                        || !beansOf(type).isEmpty());
    }

    private static boolean isForCdi(Constructor<?> constructor) {
        return constructor.isAnnotationPresent(Inject.class)
                || constructor.getParameterCount() == 0 && !Modifier.isPrivate(constructor.getModifiers());
    }

    /** Returns the beans that are exactly of this class. */
    Set<Bean<?>> beansOf(Class<?> type) {
        return beans.getBeans(type, Any.Literal.INSTANCE).stream()
                .filter(bean -> bean.getBeanClass() == type)
                .collect(Collectors.toSet());
    }

    <T> Component<T> reference(Bean<?> bean, Class<T> type) {
        CreationalContext<?> context = beans.createCreationalContext(bean);
        T reference = type.cast(beans.getReference(bean, type, context));
        return new Component<>(reference, bean.getScope() == Dependent.class ? context::release : () -> {});
    }

    private <T> Component<T> unmanaged(Class<T> type) {
        InjectionTarget<T> target = target(type);
        CreationalContext<T> context = beans.createCreationalContext(null);
        T instance = target.produce(context);
        target.inject(instance, context);
        target.postConstruct(instance);
        return new Component<>(instance, () -> {
            target.preDestroy(instance);
            target.dispose(instance);
            context.release();
        });
    }

    @SuppressWarnings("unchecked")
    private <T> InjectionTarget<T> target(Class<T> type) {
        return (InjectionTarget<T>) targets.computeIfAbsent(
                type,
                missing -> beans.getInjectionTargetFactory(beans.createAnnotatedType(missing))
                        .createInjectionTarget(null));
    }
}
