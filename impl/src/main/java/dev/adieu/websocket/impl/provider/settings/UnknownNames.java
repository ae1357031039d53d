package dev.adieu.websocket.impl.provider.settings;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.websocket.DeploymentException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;

/** Finds {@code adieu.} names that are not settings. Any thread. */
final class UnknownNames {

    private static final Logger LOGGER = Logger.getLogger(UnknownNames.class.getName());

    /** Names that have been logged; never more than are in the configuration of this JVM. */
    @GuardedBy("WARNED")
    private static final Set<String> WARNED = new HashSet<>();

    private UnknownNames() {}

    /**
     * Refuses unknown names in a place that is only for Adieu's settings.
     *
     * @throws DeploymentException if there is one
     */
    static void refuse(String where, Set<?> keys) throws DeploymentException {
        Optional<String> unknown = keys.stream()
                .filter(UnknownNames::isUnknown)
                .map(Object::toString)
                .findFirst();
        if (unknown.isPresent()) {
            throw new DeploymentException(message(unknown.get(), where) + "; the settings are " + names());
        }
    }

    /**
     * Logs each unknown name once, in a place where others may have names of their own: {@code -Dadieu.version=…} of a
     * build is not a mistake.
     */
    static void warn(String where, Iterable<?> keys) {
        for (Object key : keys) {
            if (isUnknown(key) && isNew(key.toString())) {
                LOGGER.warning(message(key.toString(), where) + "; it is ignored");
            }
        }
    }

    private static boolean isNew(String name) {
        synchronized (WARNED) {
            return WARNED.add(name);
        }
    }

    private static boolean isUnknown(Object key) {
        return key instanceof String name && name.startsWith(Setting.PREFIX) && !names().contains(name);
    }

    private static String message(String name, String where) {
        return "unknown setting \"" + name + "\" in " + where + "; the nearest name is \"" + nearest(name) + '"';
    }

    private static List<String> names() {
        return Setting.all().stream().map(Setting::name).toList();
    }

    static String nearest(String name) {
        return names().stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElseThrow();
    }

    /** Returns the Levenshtein distance: the number of characters to insert, remove or replace. */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
