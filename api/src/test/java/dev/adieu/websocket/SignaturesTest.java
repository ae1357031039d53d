package dev.adieu.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Compares what applications can compile against with the record in {@code signatures.txt}, so that no change of it is
 * an accident. {@code -Dsignatures.record=true} writes the record anew.
 */
class SignaturesTest {

    private static final Path RECORD = Path.of("signatures.txt");

    @Test
    void thePublicApiIsAsRecorded() throws Exception {
        String signatures = signatures();
        if (Boolean.getBoolean("signatures.record")) {
            Files.writeString(RECORD, signatures);
        }
        assertThat(signatures)
                .as("the public API; if the change is meant, mvn -pl api -am test -Dsignatures.record=true records it,"
                        + " and CHANGELOG.md describes it")
                .isEqualTo(Files.readString(RECORD));
    }

    private static String signatures() throws Exception {
        Path classes = Path.of(BrowserSession.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file).toString())
                    .filter(name -> !name.endsWith("-info.class"))
                    .map(name -> type(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')))
                    .filter(SignaturesTest::isPublic)
                    .sorted((a, b) -> a.getName().compareTo(b.getName()))
                    .map(SignaturesTest::signatures)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " was found a moment ago", e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }

    private static String signatures(Class<?> type) {
        Stream<String> members = Stream.of(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(field -> isVisible(field.getModifiers()))
                                .map(SignaturesTest::signature),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(constructor -> isVisible(constructor.getModifiers()))
                                .map(SignaturesTest::signature),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> isVisible(method.getModifiers()) && !method.isSynthetic())
                                .map(SignaturesTest::signature))
                .flatMap(each -> each)
                .sorted()
                .map(member -> "    " + member + '\n');
        return heading(type) + '\n' + members.collect(Collectors.joining());
    }

    private static String heading(Class<?> type) {
        int modifiers = type.getModifiers() & ~(Modifier.INTERFACE | (type.isInterface() ? Modifier.ABSTRACT : 0));
        String kind = type.isAnnotation()
                ? " @interface "
                : type.isInterface()
                        ? " interface "
                        : type.isEnum() ? " enum " : type.isRecord() ? " record " : " class ";
        List<String> parents = Stream.concat(
                        Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(Type::getTypeName)
                .toList();
        return annotations(type)
                + Modifier.toString(modifiers)
                + kind
                + type.getName()
                + (type.getTypeParameters().length == 0 ? "" : Arrays.toString(type.getTypeParameters()))
                + (parents.isEmpty() ? "" : " < " + String.join(", ", parents));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String signature(Field field) {
        return annotations(field)
                + Modifier.toString(field.getModifiers())
                + ' '
                + type(field.getAnnotatedType())
                + ' '
                + field.getName();
    }

    private static String signature(Constructor<?> constructor) {
        return annotations(constructor) + Modifier.toString(constructor.getModifiers()) + " new"
                + parameters(constructor.getParameters())
                + thrown(constructor.getExceptionTypes());
    }

    private static String signature(Method method) {
        return annotations(method)
                + (method.isDefault() ? "default " : "")
                + Modifier.toString(method.getModifiers())
                + ' '
                + type(method.getAnnotatedReturnType())
                + ' '
                + method.getName()
                + parameters(method.getParameters())
                + thrown(method.getExceptionTypes());
    }

    private static String parameters(Parameter[] parameters) {
        return Arrays.stream(parameters)
                .map(parameter -> type(parameter.getAnnotatedType()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String thrown(Class<?>[] exceptions) {
        return exceptions.length == 0
                ? ""
                : Arrays.stream(exceptions).map(Class::getName).collect(Collectors.joining(", ", " throws ", ""));
    }

    /** Renders types and annotations by itself, because every JDK words them in its own way. */
    private static String type(AnnotatedType type) {
        return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "")
                + type.getType().getTypeName();
    }

    private static String annotations(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .map(annotation -> '@' + annotation.annotationType().getName() + value(annotation) + ' ')
                .sorted()
                .collect(Collectors.joining());
    }

    private static String value(Annotation annotation) {
        if (annotation instanceof Retention retention) {
            return "(" + retention.value().name() + ')';
        }
        return annotation instanceof Target target ? Arrays.toString(target.value()) : "";
    }
}
