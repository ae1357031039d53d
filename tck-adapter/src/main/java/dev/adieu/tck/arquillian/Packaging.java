package dev.adieu.tck.arquillian;

import java.net.URI;

/** The ways in which the provider under test got into this JVM. */
enum Packaging {
    CLASS_PATH,
    MODULE_PATH,
    BUNDLE;

    /** Returns the packaging that a class was loaded from. */
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
