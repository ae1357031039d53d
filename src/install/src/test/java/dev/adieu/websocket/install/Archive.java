package dev.adieu.websocket.install;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files in a zip or jar. */
record Archive(Map<String, byte[]> files) {

    static Archive of(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns one that was made by this build. */
    static Archive artifact(String name) {
        return of(Path.of(System.getProperty("artifacts") + name));
    }

    /** Returns one of the self-contained jars. */
    static Archive jar(String artifact) {
        return of(path(artifact));
    }

    static Path path(String artifact) {
        return Path.of(System.getProperty("jars") + artifact + ".jar");
    }

    private static Archive read(InputStream in) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory() && files.put(entry.getName(), zip.readAllBytes()) != null) {
                throw new IOException(entry.getName() + " is there twice");
            }
        }
        return new Archive(files);
    }

    Set<String> names() {
        return files.keySet();
    }

    String text(String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new AssertionError("there is no " + name + " in " + names());
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns the archive within this one. */
    Archive within(String name) {
        try {
            return read(new ByteArrayInputStream(files.get(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Attributes manifest() {
        try {
            return new Manifest(new ByteArrayInputStream(files.get("META-INF/MANIFEST.MF"))).getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
