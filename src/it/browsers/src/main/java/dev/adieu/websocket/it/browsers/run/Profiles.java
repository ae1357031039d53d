package dev.adieu.websocket.it.browsers.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The throw-away profile directories of the browsers. */
final class Profiles {

    private Profiles() {}

    /** Deletes what a browser that has ended leaves; its last child processes may still be deleting, too. */
    static void delete(Path profile) {
        try (Stream<Path> files = Files.walk(profile)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            profile.toFile().deleteOnExit();
        }
    }
}
