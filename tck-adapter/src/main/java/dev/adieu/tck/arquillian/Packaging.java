package dev.adieu.tck.arquillian;

import java.net.URI;

/** How the provider under test got into this JVM. */
enum Packaging {
    CLASS_PATH,
    MODULE_PATH,
    BUNDLE;

    /** What this class was loaded from. */
    static Packaging of(Class<?> type) {
        if (type.getModule().isNamed()) {
            return MODULE_PATH;
        }
        return location(type).getPath().endsWith("/adieu-server.jar") ? BUNDLE : CLASS_PATH;
    }

    static URI location(Class<?> type) {
        return URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString());
    }
}
