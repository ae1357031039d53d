package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.ForEndpoint;
import dev.adieu.websocket.impl.provider.AdieuContainer;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanBuilder;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanDisposer;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Type;

/**
 * Does the work of {@link AdieuExtension} in a CDI container that has not loaded that one: Weld SE with discovery
 * disabled loads no portable extensions from the class path.
 *
 * <p>It is not annotated with {@code SkipIfPortableExtensionPresent}: Weld always skips such an extension, even if the
 * portable one is absent.
 */
public class AdieuBuildCompatibleExtension implements BuildCompatibleExtension {

    /** Used only by the thread that starts the CDI container. */
    private boolean containerIsGiven;

    /** For the service loader, which creates this before any extension is notified that a CDI container starts. */
    public AdieuBuildCompatibleExtension() {
        AdieuExtension.forget();
    }

    /** Adds the classes, unless the portable extension is there; it would have been notified of the start by now. */
    @Discovery
    public void begin(ScannedClasses classes, MetaAnnotations annotations) {
        if (!AdieuExtension.isPresent()) {
            annotations.addQualifier(ForEndpoint.class);
            classes.add(ApplicationLifecycle.class.getName());
        }
    }

    /** Looks for the application's own container. */
    @Registration(types = WebSocketContainer.class)
    public void found(BeanInfo bean) {
        containerIsGiven |= bean.qualifiers().stream()
                .anyMatch(qualifier -> qualifier.name().equals(Default.class.getName()));
    }

    /** Adds the beans. */
    @Synthesis
    public void addBeans(SyntheticComponents components) {
        if (AdieuExtension.isPresent()) {
            return;
        }
        components
                .addBean(CdiApplication.class)
                .type(CdiApplication.class)
                .scope(Singleton.class)
                .createWith(ApplicationCreator.class);
        SyntheticBeanBuilder<AdieuContainer> container = components
                .addBean(AdieuContainer.class)
                .scope(Singleton.class)
                .createWith(ContainerCreator.class)
                .disposeWith(ContainerDisposer.class);
        for (Type type : ContainerBean.types(containerIsGiven)) {
            container.type((Class<?>) type);
        }
    }

    /** Creates the application. */
    public static class ApplicationCreator implements SyntheticBeanCreator<CdiApplication> {

        /** For the CDI container. */
        public ApplicationCreator() {}

        @Override
        public CdiApplication create(Instance<Object> lookup, Parameters params) {
            return new CdiApplication(lookup.select(BeanManager.class).get());
        }
    }

    /** Creates the container that is injected. */
    public static class ContainerCreator implements SyntheticBeanCreator<AdieuContainer> {

        /** For the CDI container. */
        public ContainerCreator() {}

        @Override
        public AdieuContainer create(Instance<Object> lookup, Parameters params) {
            return new AdieuContainer(lookup.select(CdiApplication.class).get());
        }
    }

    /** Closes the container that is injected. */
    public static class ContainerDisposer implements SyntheticBeanDisposer<AdieuContainer> {

        /** For the CDI container. */
        public ContainerDisposer() {}

        @Override
        public void dispose(AdieuContainer container, Instance<Object> lookup, Parameters params) {
            container.close();
        }
    }
}
