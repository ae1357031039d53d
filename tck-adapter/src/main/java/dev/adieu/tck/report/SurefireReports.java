package dev.adieu.tck.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads what Failsafe wrote of one run. */
final class SurefireReports {

    private final List<String> passed = new ArrayList<>();
    private final List<String> notPassed = new ArrayList<>();
    private String rules = "unknown";
    private double seconds;

    private SurefireReports() {}

    static SuiteRun read(Path directory) throws IOException {
        SurefireReports reports = new SurefireReports();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "TEST-*.xml")) {
            for (Path file : files) {
                reports.add(parse(file));
            }
        }
        return new SuiteRun(
                directory.getFileName().toString(),
                reports.rules,
                List.copyOf(reports.passed),
                List.copyOf(reports.notPassed),
                Duration.ofMillis(Math.round(reports.seconds * 1000)));
    }

    private static Document parse(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is not a report", e);
        }
    }

    private void add(Document report) {
        seconds += Double.parseDouble(report.getDocumentElement().getAttribute("time"));
        for (Element property : elements(report, "property")) {
            if (property.getAttribute("name").equals("adieu.rules")) {
                rules = property.getAttribute("value");
            }
        }
        for (Element test : elements(report, "testcase")) {
            (atFirstAttempt(test) ? passed : notPassed)
                    .add(test.getAttribute("classname") + "#" + test.getAttribute("name"));
        }
    }

    private static boolean atFirstAttempt(Element test) {
        return List.of("failure", "error", "skipped", "flakyFailure", "flakyError", "rerunFailure", "rerunError")
                .stream()
                .allMatch(outcome -> test.getElementsByTagName(outcome).getLength() == 0);
    }

    private static List<Element> elements(Document report, String name) {
        NodeList nodes = report.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
