package dev.adieu.websocket.impl.cdi;

import dev.adieu.websocket.impl.provider.application.Applications;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.interceptor.Interceptor;

/** Observes the beginning and the end of the application if there is no portable extension to do so. */
@ApplicationScoped
public class ApplicationLifecycle {

    /** For the CDI container. */
    public ApplicationLifecycle() {}

    void begin(@Observes @Initialized(ApplicationScoped.class) Object event, BeanManager beans) {
        Applications.findWith(CdiApplication::current);
        new StrategyBeans(beans, new CdiComponents(beans)).validate();
    }

    void end(
            @Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) @BeforeDestroyed(ApplicationScoped.class)
                    Object event,
            CdiApplication application) {
        application.end();
    }
}
