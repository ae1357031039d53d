package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.BrowserWebSocketContainer;
import dev.adieu.websocket.ForEndpoint;
import dev.adieu.websocket.impl.provider.AdieuContainer;
import dev.adieu.websocket.impl.provider.application.Applications;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import jakarta.websocket.WebSocketContainer;

/**
 * Registers the provider with a CDI container. If the CDI container supports only the other kind of extension,
 * {@link AdieuBuildCompatibleExtension} does so.
 */
public class AdieuExtension implements Extension {

    /** Set on the thread that starts a CDI container, once this extension is known to be part of it. */
    private static final ThreadLocal<Boolean> PRESENT = new ThreadLocal<>();

    /** Used only by the thread that starts the CDI container. */
    private boolean containerIsGiven;

    /** For the service loader. */
    public AdieuExtension() {}

    static boolean isPresent() {
        return PRESENT.get() != null;
    }

    /** Clears the mark, because another CDI container is being started. */
    static void forget() {
        PRESENT.remove();
    }

    void begin(@Observes BeforeBeanDiscovery event) {
        PRESENT.set(true);
        event.addQualifier(ForEndpoint.class);
    }

    void found(@Observes ProcessBean<?> event) {
        containerIsGiven |= event.getBean().getTypes().contains(WebSocketContainer.class)
                && event.getBean().getQualifiers().contains(Default.Literal.INSTANCE);
    }

    void addBeans(@Observes AfterBeanDiscovery event, BeanManager beans) {
        event.addBean()
                .beanClass(CdiApplication.class)
                .types(CdiApplication.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(Singleton.class)
                .produceWith(instance -> new CdiApplication(ApplicationBeans.near(beans)));
        event.<BrowserWebSocketContainer>addBean()
                .beanClass(AdieuContainer.class)
                .types(ContainerBean.types(containerIsGiven))
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE)
                .scope(Singleton.class)
                .produceWith(instance ->
                        new AdieuContainer(instance.select(CdiApplication.class).get()))
                .disposeWith((container, instance) -> container.close());
    }

    void validate(@Observes AfterDeploymentValidation event, BeanManager beans) {
        PRESENT.remove();
        Applications.findWith(CdiApplication::current);
        BeanManager application = ApplicationBeans.near(beans);
        new StrategyBeans(application, new CdiComponents(application)).validate();
    }

    /** Runs after the application's own observers, which may want to close in their own way. */
    void end(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) @BeforeDestroyed(ApplicationScoped.class)
                    Object event,
            BeanManager beans) {
        beans.createInstance().select(CdiApplication.class).get().end();
    }
}
