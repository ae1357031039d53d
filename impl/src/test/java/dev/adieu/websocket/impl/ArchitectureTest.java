package dev.adieu.websocket.impl;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.adieu.websocket.BrowserSession;
import dev.adieu.websocket.ReconnectStrategy;
import dev.adieu.websocket.impl.closing.Closing;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The arrows between the packages, ground floor first: closing and reconnect, connection, endpoint, provider, servlet
 * and cdi. None points up.
 */
class ArchitectureTest {

    private static final String IMPL = "dev.adieu.websocket.impl.";
    /** JSpecify's annotations are for compilers: nothing looks for them at run time. */
    private static final String ANNOTATIONS = "org.jspecify.annotations";

    private static final List<String> FLOORS =
            List.of("closing", "reconnect", "connection", "endpoint", "provider", "servlet", "cdi");

    private static final JavaClasses API = compiledWith(BrowserSession.class);
    private static final JavaClasses PROVIDER = compiledWith(Closing.class);
    private static final JavaClasses TESTS = compiledWith(ArchitectureTest.class);

    /** Returns all classes from the same place, be it a directory or an archive. */
    private static JavaClasses compiledWith(Class<?> type) {
        try {
            Path place = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            ClassFileImporter importer = new ClassFileImporter();
            if (Files.isDirectory(place)) {
                return importer.importPath(place);
            }
            try (JarFile archive = new JarFile(place.toFile())) {
                return importer.importJar(archive);
            }
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] packages(List<String> floors) {
        return floors.stream().map(floor -> IMPL + floor + "..").toArray(String[]::new);
    }

    private static void check(ArchRule rule, JavaClasses classes) {
        rule.allowEmptyShould(true).check(classes);
    }

    @Test
    void everythingStandsOnAFloor() {
        assertThat(API.size()).isGreaterThan(10);
        assertThat(PROVIDER.size()).isGreaterThan(60);
        assertThat(TESTS.contain(ArchitectureTest.class)).isTrue();
        check(
                classes().should().resideInAnyPackage(packages(FLOORS)),
                PROVIDER.that(
                        not(describe("module-info", type -> type.getSimpleName().equals("module-info")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"closing", "reconnect", "connection", "endpoint", "provider", "servlet"})
    void aFloorKnowsNothingOfThoseAboveIt(String floor) {
        List<String> above = FLOORS.subList(FLOORS.indexOf(floor) + 1, FLOORS.size());
        check(
                noClasses()
                        .that()
                        .resideInAPackage(IMPL + floor + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages(above)),
                PROVIDER);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        check(slices().matching(IMPL + "(*)..").should().beFreeOfCycles(), PROVIDER);
    }

    /** The opening handshake reports a connection to a listener. */
    @Test
    void theOpeningHandshakeKnowsNothingOfTheConnectionThatComesOfIt() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(IMPL + "connection.handshake")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                IMPL + "connection",
                                IMPL + "connection.code",
                                IMPL + "connection.send",
                                IMPL + "connection.receive"),
                PROVIDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "http", "tls"})
    void whatTheOpeningHandshakeUsesStandsOnTheGrammarOfHeadersAlone(String room) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(IMPL + "connection." + room)
                        .should()
                        .dependOnClassesThat(resideInAPackage("dev.adieu.websocket.impl..")
                                .and(not(resideInAPackage(IMPL + "connection." + room)))
                                .and(not(resideInAPackage(IMPL + "connection.http")))),
                PROVIDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection", "provider"})
    void noRoomsOfAFloorDependOnEachOtherInACircle(String floor) {
        check(
                slices().matching("dev.adieu.websocket.(**)")
                        .that(describe(
                                "are rooms of " + floor,
                                slice -> slice.getNamePart(1).startsWith("impl." + floor)))
                        .should()
                        .beFreeOfCycles(),
                PROVIDER);
    }

    @Test
    void endpointsSeeNothingOfConnectionsThatKnowsNettyNorTheRulesOfClosing() {
        DescribedPredicate<JavaClass> knowsNetty = describe(
                "knows Netty",
                type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith("io.netty")));
        check(
                noClasses()
                        .that()
                        .resideInAPackage(IMPL + "endpoint..")
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage(IMPL + "connection..").and(knowsNetty))
                        .orShould()
                        .dependOnClassesThat()
                        .resideInAPackage(IMPL + "closing.."),
                PROVIDER);
    }

    @Test
    void onlyEndpointKnowsTyrus() {
        onlyOneFloorKnows("endpoint", "org.glassfish.tyrus..");
    }

    @Test
    void onlyConnectionKnowsNetty() {
        onlyOneFloorKnows("connection", "io.netty..");
    }

    @Test
    void onlyCdiKnowsCdi() {
        onlyOneFloorKnows("cdi", "jakarta.enterprise..", "jakarta.inject..");
    }

    @Test
    void onlyServletKnowsServlets() {
        onlyOneFloorKnows("servlet", "jakarta.servlet..");
    }

    /** Side by side: a server may have either alone. */
    @Test
    void cdiKnowsNothingOfServlets() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(IMPL + "cdi..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(IMPL + "servlet.."),
                PROVIDER);
    }

    private static void onlyOneFloorKnows(String floor, String... packages) {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(IMPL + floor + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(packages),
                PROVIDER);
    }

    @Test
    void theRulesOfClosingKnowNoThreadsNoInputAndOutputAndNoProvider() {
        check(
                classes()
                        .that()
                        .resideInAPackage(IMPL + "closing..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                IMPL + "closing..",
                                "dev.adieu.websocket",
                                "java.lang..",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "java.nio.charset",
                                ANNOTATIONS),
                PROVIDER);
        check(
                noClasses()
                        .that()
                        .resideInAPackage(IMPL + "closing..")
                        .should()
                        .callMethodWhere(describe(
                                "reads a clock or waits",
                                call -> call.getTargetOwner().isEquivalentTo(System.class)
                                        || call.getTargetOwner().isEquivalentTo(Thread.class))),
                PROVIDER);
    }

    @Test
    void theRulesOfReconnectingKnowNoThreadsNoInputAndOutputNoClockAndNoRandomness() {
        check(
                classes()
                        .that()
                        .resideInAPackage(IMPL + "reconnect..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                IMPL + "reconnect..",
                                "java.lang..",
                                "java.time..",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                ANNOTATIONS),
                PROVIDER);
        ArchRule pure = noClasses()
                .that(resideInAPackage(IMPL + "reconnect..")
                        .or(describe(
                                "are the ready strategies",
                                type -> type.getName()
                                        .startsWith(ReconnectStrategy.class.getPackageName() + ".Ready"))))
                .should()
                .callMethodWhere(describe(
                        "reads a clock, waits or draws a random number",
                        call -> call.getTarget().getName().equals("now")
                                || call.getTargetOwner().isEquivalentTo(System.class)
                                || call.getTargetOwner().isEquivalentTo(Thread.class)
                                || call.getTargetOwner().isEquivalentTo(Math.class)
                                        && call.getTarget().getName().equals("random")
                                || call.getTargetOwner().isAssignableTo(Random.class)));
        check(pure, PROVIDER);
        check(pure, API);
    }

    @Test
    void theApiStandsOnJakartaWebSocketAndTheJdkAlone() {
        check(
                classes()
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                "dev.adieu.websocket", "jakarta.websocket", "java..", "javax.net.ssl", ANNOTATIONS),
                API);
        check(noClasses().should().dependOnClassesThat().resideInAPackage("dev.adieu.websocket.impl.."), API);
    }

    /** NullAway checks only packages that are so marked. */
    @Test
    void everyPackageSaysWhatMayBeNull() {
        for (JavaClasses classes : List.of(API, PROVIDER)) {
            Map<String, Boolean> marked = new TreeMap<>();
            classes.stream()
                    .filter(type -> !type.getPackageName().isEmpty())
                    .forEach(type -> marked.merge(
                            type.getPackageName(),
                            type.getSimpleName().equals("package-info")
                                    && type.isAnnotatedWith(ANNOTATIONS + ".NullMarked"),
                            Boolean::logicalOr));
            assertThat(marked).isNotEmpty().doesNotContainValue(false);
        }
    }

    @Test
    void noClassIsNamedForEverythingAndNothing() {
        ArchRule rule = noClasses().should().haveNameMatching(".*(Utils?|Helpers?|Managers?)(\\$.*)?");
        check(rule, API);
        check(rule, PROVIDER);
        check(rule, TESTS);
    }

    @Test
    void noTestSleepsOrIsSkipped() {
        check(
                noClasses()
                        .should()
                        .callMethodWhere(describe(
                                "sleeps", call -> call.getTarget().getName().equals("sleep"))),
                TESTS);
        check(
                noClasses()
                        .should()
                        .beAnnotatedWith(Disabled.class)
                        .orShould()
                        .dependOnClassesThat()
                        .haveFullyQualifiedName("org.junit.jupiter.api.Assumptions"),
                TESTS);
        check(noMethods().should().beAnnotatedWith(Disabled.class), TESTS);
    }
}
