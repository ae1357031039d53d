package dev.adieu.websocket.impl.provider.settings;

import java.util.Arrays;
import java.util.Optional;

/** The names of all settings, the same wherever they are given. */
public enum Setting {
    RULES("adieu.rules", "\"browser\" or \"rfc6455\""),
    CLOSE_CODES(
            "adieu.close-codes", "\"standard\", \"browser\", a CloseCodeStrategy, or the name of a class that is one"),
    CLOSE_ON_ERROR("adieu.close-on-error", "\"true\" or \"false\""),
    REQUIRED_EXTENSIONS("adieu.required-extensions", "names of extensions, separated by commas"),
    CONNECT_TIMEOUT("adieu.connect-timeout", Durations.ALLOWED),
    CLOSING_TIMEOUT("adieu.closing-timeout", Durations.ALLOWED),
    TCP_CLOSE_TIMEOUT("adieu.tcp-close-timeout", Durations.ALLOWED),
    SSL_CONTEXT("adieu.ssl-context", "a javax.net.ssl.SSLContext"),
    PROXY("adieu.proxy", "an http: or https: URI with host and port, with user:password@ if it asks for credentials"),
    CREDENTIALS("adieu.credentials", "\"user:password\""),
    MAX_REDIRECTS("adieu.max-redirects", "a whole number from 0 to 100"),
    COMPRESSION("adieu.compression", "\"true\" or \"false\""),
    MAX_MESSAGE_SIZE("adieu.max-message-size", "a whole number of bytes from 1 to 2147483647"),
    EXECUTOR("adieu.executor", "a java.util.concurrent.Executor"),
    ENABLED("adieu.enabled", "\"true\" or \"false\"");

    static final String PREFIX = "adieu.";

    final String key;
    final String allowed;

    Setting(String key, String allowed) {
        this.key = key;
        this.allowed = allowed;
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }
}
