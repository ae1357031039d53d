package dev.adieu.websocket.impl.provider.strategy;

import dev.adieu.websocket.CloseCodeStrategy;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.impl.endpoint.Components.Component;
import dev.adieu.websocket.impl.provider.application.Application;
import dev.adieu.websocket.impl.provider.application.StrategyKind;
import dev.adieu.websocket.impl.provider.settings.Setting;
import dev.adieu.websocket.impl.provider.settings.SettingSources;
import dev.adieu.websocket.impl.provider.settings.TyrusSettings;
import jakarta.websocket.DeploymentException;
import java.util.Map;
import java.util.Optional;

/** Finds the strategies of one endpoint. */
public final class StrategySearch {

    private StrategySearch() {}

    /** Returns the strategy that chooses the close codes. */
    public static Component<CloseCodeStrategy> closeCodes(
            Class<?> endpointClass, SettingSources settings, Application application) throws DeploymentException {
        Map<String, CloseCodeStrategy> ready =
                Map.of("standard", CloseCodeStrategy.standard(), "browser", CloseCodeStrategy.browser());
        return nearest(StrategyKind.CLOSE_CODES, Setting.CLOSE_CODES, ready, endpointClass, settings, application)
                .orElseGet(() -> given(CloseCodeStrategy.standard()));
    }

    /** Returns the strategy that decides whether the connection is made again. */
    public static Component<ReconnectStrategy> reconnect(
            Class<?> endpointClass, SettingSources settings, Application application) throws DeploymentException {
        Map<String, ReconnectStrategy> ready =
                Map.of("never", ReconnectStrategy.never(), "standard", ReconnectStrategy.standard());
        Optional<Component<ReconnectStrategy>> found =
                nearest(StrategyKind.RECONNECT, Setting.RECONNECT, ready, endpointClass, settings, application);
        if (found.isEmpty()) {
            found = new TyrusSettings(settings).reconnectHandler().map(StrategySearch::given);
        }
        return found.orElseGet(() -> given(ReconnectStrategy.never()));
    }

    /** Returns the nearest: on the endpoint class, in its user properties, a bean, in the other settings. */
    private static <S> Optional<Component<S>> nearest(
            StrategyKind<S> kind,
            Setting<Object> setting,
            Map<String, S> ready,
            Class<?> endpointClass,
            SettingSources settings,
            Application application)
            throws DeploymentException {
        Optional<Class<? extends S>> annotated = kind.on(endpointClass);
        if (annotated.isPresent()) {
            return Optional.of(application.strategy(kind, endpointClass, annotated.get()));
        }
        SettingSources.Parser<Component<S>> parser = value -> parse(value, kind, ready, application);
        Optional<Component<S>> found = settings.ofEndpoint().get(setting, parser);
        if (found.isEmpty()) {
            found = application.strategy(kind);
        }
        return found.isPresent() ? found : settings.get(setting, parser);
    }

    private static <S> Component<S> parse(
            Object value, StrategyKind<S> kind, Map<String, S> ready, Application application)
            throws ClassNotFoundException, DeploymentException {
        if (kind.type().isInstance(value)) {
            return given(kind.type().cast(value));
        }
        S named = ready.get(value.toString());
        return named != null
                ? given(named)
                : application.newStrategy(
                        kind, (value instanceof Class<?> type ? type : load(value.toString())).asSubclass(kind.type()));
    }

    private static <S> Component<S> given(S strategy) {
        return new Component<>(strategy, () -> {});
    }

    private static Class<?> load(String name) throws ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Class.forName(name, true, context == null ? StrategySearch.class.getClassLoader() : context);
    }
}
