package dev.adieu.websocket.it.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The applications that are deployed. */
final class Archives {

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
                <env-entry>
                    <env-entry-name>greeting</env-entry-name>
                    <env-entry-type>java.lang.String</env-entry-type>
                    <env-entry-value>hello</env-entry-value>
                </env-entry>
            </web-app>
            """;
    private static final String BEANS_XML = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="3.0" bean-discovery-mode="annotated"/>
            """;

    private Archives() {}

    /**
     * Returns an application that uses Adieu, with that in its {@code META-INF/adieu.properties}; with no such file if
     * it is empty.
     */
    static WebArchive application(String name, String settings) {
        WebArchive archive = archive(name, "application")
                .addAsWebInfResource(new StringAsset(WEB_XML), "web.xml")
                .addAsWebInfResource(new StringAsset(BEANS_XML), "beans.xml");
        if (!settings.isEmpty()) {
            archive.addAsResource(new StringAsset(settings), "META-INF/adieu.properties");
        }
        if (Facts.inTheApplication()) {
            archive.addAsLibrary(Facts.bundle().toFile(), "adieu.jar");
        }
        return archive;
    }

    /** Returns an application that looks at the JVM of the server. */
    static WebArchive observer() {
        return archive("observer", "observer");
    }

    private static WebArchive archive(String name, String part) {
        JavaArchive all = ShrinkWrap.createFromZipFile(
                JavaArchive.class, Facts.application().toFile());
        WebArchive archive = ShrinkWrap.create(WebArchive.class, name + ".war")
                .merge(all, "WEB-INF/classes", Filters.include(".*/servers/" + part + "/.*"));
        File[] descriptors = Facts.descriptors().toFile().listFiles();
        for (File descriptor : descriptors == null ? new File[0] : descriptors) {
            archive.addAsWebInfResource(
                    new StringAsset(content(descriptor).replace("@application@", name)), descriptor.getName());
        }
        return archive;
    }

    private static String content(File descriptor) {
        try {
            return Files.readString(descriptor.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
