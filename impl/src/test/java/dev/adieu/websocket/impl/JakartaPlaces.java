package dev.adieu.websocket.impl;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The places of Jakarta WebSocket 2.2 where a sentence may stand: the sections of the specification, the requirements
 * that it numbers, and the public types and members of the API.
 */
final class JakartaPlaces {

    private static final String PACKAGE = "jakarta.websocket.";

    private static final String SECTIONS = """
            1 1.1 1.2 1.3 1.4 1.5
            2 2.1 2.1.1 2.1.2 2.1.3 2.1.4 2.1.5 2.1.6 2.1.7 2.2 2.2.1 2.2.2 2.2.3 2.2.4 2.2.5 2.3
            3 3.1 3.1.1 3.1.2 3.1.3 3.1.4 3.1.5 3.1.6 3.1.7 3.2 3.2.1 3.2.2 3.2.3 3.2.4
            4 4.1 4.1.1 4.1.2 4.1.3 4.1.4 4.1.5 4.2 4.2.1 4.2.2 4.2.3 4.2.4 4.3 4.4 4.5 4.6 4.7 4.7.1 4.8
            5 5.1 5.2 5.2.1 5.2.2 5.2.3
            6 6.1 6.2 6.3 6.4 6.5 6.6
            7 7.1 7.1.1 7.2
            8 8.1 8.2 8.3 8.4
            """;

    /** As the specification writes them, without "WSC". */
    private static final String REQUIREMENTS = """
            2.1.1-1 2.1.2-1 2.1.2-2 2.1.2-3 2.1.2-4 2.1.3-1 2.1.3-2 2.1.5-1 2.1.7-1 2.2.2-1 2.2.3-1 2.2.4-1 2.2.5-1 2.2.5-2
            3-1 3.1-1 3.1.1-1 3.1.1-2 3.1.1-3 3.1.1-4 3.1.2-1 3.1.3-1 3.1.4-1 3.1.5-1 3.1.7-1 3.1.7-2 3.2.1-1 3.2.2-1
            4.1-1 4.1.1-2 4.1.1-3 4.1.1-4 4.1.2-1 4.1.3-1 4.1.3-2 4.1.4-1 4.1.5-1 4.2.1-1 4.2.2-1 4.2.2-2 4.2.3-1 4.2.4-1
            4.3-1 4.3-2 4.3-3 4.3-4 4.3-5 4.3-6 4.4-1 4.4-2 4.4-3 4.5-1 4.5-2 4.5-3 4.5-4 4.6-1 4.6-2 4.6-3
            4.7-1 4.7-2 4.7-3 4.7-4 4.7.1-1 4.8.1 4.8.2
            5.1-1 5.1-2 5.1-3 5.1-4 5.1.5 5.2.1-1 5.2.1-2 5.2.1-3 5.2.1-4 5.2.1-5 5.2.2-1 5.2.2-2 5.2.2-3 5.2.2-4 5.2.3-1
            6.2-1 6.2-2 6.2-3 6.2-4 6.2-5 6.4-1 6.5-1 6.5-2
            7.1.1-1 7.2-1 7.2-2 7.2-3
            8.1-1 8.2-1 8.2-2 8.3-1 8.3-2
            """;

    /** Missing from version 2.1 of the API, with which these tests run, too. */
    private static final Set<String> SINCE_2_2 = Set.of("SendResult.getSession");

    private JakartaPlaces() {}

    static Set<String> sections() {
        return words(SECTIONS);
    }

    static Set<String> requirements() {
        return words(REQUIREMENTS);
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(Arrays.asList(text.strip().split("\\s+")));
    }

    /** Returns the names of all public types of the API without their package, and of those inside them. */
    static Set<String> types() throws IOException {
        return classes().map(JakartaPlaces::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the names of all methods, fields and constructors that are public or protected, behind their type's. */
    static Set<String> members() throws IOException {
        Set<String> members = classes()
                .flatMap(type -> Stream.<Member[]>of(
                                type.getDeclaredMethods(), type.getDeclaredFields(), type.getDeclaredConstructors())
                        .flatMap(Stream::of)
                        .filter(JakartaPlaces::isForApplications)
                        .map(member -> name(type) + "." + (member instanceof Constructor ? "new" : member.getName())))
                .collect(Collectors.toCollection(TreeSet::new));
        members.addAll(SINCE_2_2);
        return members;
    }

    private static boolean isForApplications(Member member) {
        boolean compiled = member instanceof Executable made ? made.isSynthetic() : ((Field) member).isSynthetic();
        boolean bridge = member instanceof Method method && method.isBridge();
        return !compiled && !bridge && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static String name(Class<?> type) {
        return type.getName().substring(PACKAGE.length()).replace('$', '.');
    }

    private static Stream<Class<?>> classes() throws IOException {
        try (JarFile api = new JarFile(jar().toFile())) {
            return api.stream()
                    .map(entry -> entry.getName().replace('/', '.'))
                    .filter(entry -> entry.endsWith(".class") && entry.startsWith(PACKAGE))
                    .map(entry -> entry.substring(0, entry.length() - ".class".length()))
                    .filter(name -> name.lastIndexOf('.') == PACKAGE.length() - 1)
                    .<Class<?>>map(JakartaPlaces::type)
                    .filter(type -> Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass())
                    .toList()
                    .stream();
        }
    }

    private static Path jar() {
        try {
            return Path.of(Session.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, Session.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
