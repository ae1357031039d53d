package dev.adieu.websocket.it.browsers.fault;

import dev.adieu.websocket.BrowserWebSocketContainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Adieu with one fault: its classes again, in a class loader of their own, the faulty ones compiled from the changed
 * sources.
 */
final class FaultyAdieu extends ClassLoader {

    private static final String PACKAGE = "dev.adieu.websocket.impl.";

    private final Map<String, byte[]> faulty;

    private FaultyAdieu(Map<String, byte[]> faulty) {
        super(FaultyAdieu.class.getClassLoader());
        this.faulty = faulty;
    }

    /** Returns a container that has the fault. */
    static BrowserWebSocketContainer container(Fault fault, Path sources) {
        try {
            FaultyAdieu loader = new FaultyAdieu(compile(fault, sources));
            Class<?> factory = loader.loadClass(PACKAGE + "provider.AdieuContainerFactory");
            return ((BrowserWebSocketContainer.Factory) factory.getConstructor().newInstance()).create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Adieu does not load with this fault: " + fault, e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] changed = faulty.get(name);
        if (changed != null) {
            return defineClass(name, changed, 0, changed.length);
        }
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private static Map<String, byte[]> compile(Fault fault, Path sources) throws IOException {
        Map<Path, String> changed = new LinkedHashMap<>();
        for (Fault.Change change : fault.changes()) {
            Path file = sources.resolve(PACKAGE.replace('.', '/')).resolve(change.file());
            String before = changed.containsKey(file) ? changed.get(file) : Files.readString(file);
            int first = before.indexOf(change.right());
            if (first < 0 || first != before.lastIndexOf(change.right())) {
                throw new IllegalStateException(
                        file + " must have this exactly once, for the fault \"" + fault + "\": " + change.right());
            }
            changed.put(file, before.replace(change.right(), change.wrong()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(problems, null, null);
                InMemory files = new InMemory(standard)) {
            List<Source> units = changed.entrySet().stream()
                    .map(file -> new Source(file.getKey(), file.getValue()))
                    .toList();
            if (!compiler.getTask(null, files, problems, List.of("-proc:none", "-nowarn"), null, units)
                    .call()) {
                throw new IllegalStateException(
                        "the fault \"" + fault + "\" does not compile: " + problems.getDiagnostics());
            }
            return files.classes.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, e -> e.getValue().toByteArray()));
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(Path file, String text) {
            super(URI.create("string:///" + file.getFileName()), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        InMemory(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location,
                String className,
                JavaFileObject.Kind kind,
                javax.tools.FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("string:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
