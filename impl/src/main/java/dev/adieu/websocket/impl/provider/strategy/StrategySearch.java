package dev.adieu.websocket.impl.provider.strategy;

import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.CloseCodesBy;
import dev.adieu.websocket.impl.endpoint.Components.Component;
import dev.adieu.websocket.impl.provider.application.Application;
import dev.adieu.websocket.impl.provider.settings.Setting;
import dev.adieu.websocket.impl.provider.settings.SettingSources;
import jakarta.websocket.DeploymentException;
import java.util.Optional;

/** Finds the strategy that chooses the close codes of one session. */
public final class StrategySearch {

    private StrategySearch() {}

    /** The nearest: on the endpoint class, in its user properties, a bean, in the other settings, the default. */
    public static Component<CloseCodeStrategy> nearest(
            Class<?> endpointClass, SettingSources settings, Application application) throws DeploymentException {
        CloseCodesBy annotation = endpointClass.getAnnotation(CloseCodesBy.class);
        if (annotation != null) {
            return application.strategy(endpointClass, annotation);
        }
        SettingSources.Parser<Component<CloseCodeStrategy>> parser = value -> parse(value, application);
        Optional<Component<CloseCodeStrategy>> found = settings.ofEndpoint().get(Setting.CLOSE_CODES, parser);
        if (found.isEmpty()) {
            found = application.strategy();
        }
        if (found.isEmpty()) {
            found = settings.get(Setting.CLOSE_CODES, parser);
        }
        return found.orElseGet(() -> given(CloseCodeStrategy.standard()));
    }

    private static Component<CloseCodeStrategy> parse(Object value, Application application)
            throws ClassNotFoundException, DeploymentException {
        if (value instanceof CloseCodeStrategy strategy) {
            return given(strategy);
        }
        return switch (value.toString()) {
            case "standard" -> given(CloseCodeStrategy.standard());
            case "browser" -> given(CloseCodeStrategy.browser());
            default ->
                application.newStrategy((value instanceof Class<?> type ? type : load(value.toString()))
                        .asSubclass(CloseCodeStrategy.class));
        };
    }

    private static Component<CloseCodeStrategy> given(CloseCodeStrategy strategy) {
        return new Component<>(strategy, () -> {});
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Class.forName(name, true, context == null ? StrategySearch.class.getClassLoader() : context);
    }
}
