package socklab.lab.report;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import socklab.lab.LabChecker.Checked;
import socklab.lab.LabFailure;
import socklab.lab.Verdict;
import socklab.text.Messages;

/**
 * A check as JUnit XML: a test case for each lab, whose class name is the lab's path.
 *
 * <p>Source: maven-surefire-plugin's surefire-test-report.xsd, with the attributes {@code file}, {@code line} and
 * {@code timestamp} that Jenkins and the reporters of GitHub read.
 */
public final class JunitReport {
    private final Messages messages;
    private final Instant time;
    private final Map<String, Integer> names = new HashMap<>();

    private JunitReport(Messages messages, Instant time) {
        this.messages = messages;
        this.time = time;
    }

    /** The report of a check that began at a time. */
    public static String of(List<Checked> labs, Instant time, Messages messages) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            new JunitReport(messages, time).suite(xml, labs);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return out + "\n";
    }

    private void suite(XMLStreamWriter xml, List<Checked> labs) throws XMLStreamException {
        VerdictCounts counts = VerdictCounts.of(labs);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "socklab");
        xml.writeAttribute("timestamp", time.truncatedTo(ChronoUnit.SECONDS).toString());
        xml.writeAttribute("time", VerdictCounts.seconds(counts.time()));
        xml.writeAttribute("tests", Integer.toString(labs.size()));
        xml.writeAttribute("errors", Integer.toString(counts.broken() + counts.stopped()));
        xml.writeAttribute("skipped", Integer.toString(counts.skipped()));
        xml.writeAttribute("failures", Integer.toString(counts.failed()));
        for (Checked lab : labs) {
            xml.writeCharacters("\n  ");
            testCase(xml, lab);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private void testCase(XMLStreamWriter xml, Checked lab) throws XMLStreamException {
        String file = ReportText.line(lab.file().toString());
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", ReportText.line(String.valueOf(lab.file().getFileName())));
        xml.writeAttribute("classname", className(file));
        xml.writeAttribute("file", file);
        if (lab.verdict() instanceof Verdict.Failed(LabFailure failure, Verdict.Score _)) {
            xml.writeAttribute("line", Integer.toString(failure.number()));
        } else if (lab.verdict() instanceof Verdict.Unparsed(var mistakes)) {
            xml.writeAttribute("line", Integer.toString(mistakes.getFirst().number()));
        }
        xml.writeAttribute("time", VerdictCounts.seconds(lab.time()));
        switch (lab.verdict()) {
            case Verdict.Passed _ -> {}
            case Verdict.Skipped _ -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", ReportText.line(CheckReport.fault(lab, messages)));
            }
            case Verdict.Failed v -> problem(xml, "failure", v.failure().kind().name(), lab);
            case Verdict.Unparsed _ -> problem(xml, "error", "UNPARSED", lab);
            case Verdict.Unreadable _ -> problem(xml, "error", "UNREADABLE", lab);
            case Verdict.Stopped _ -> problem(xml, "error", "STOPPED", lab);
        }
        xml.writeEndElement();
    }

    /** The path with dots for slashes, as reports group by packages; a path given twice gets a number. */
    private String className(String file) {
        String name = "labs."
                + file.replaceFirst("\\.(lab|md|markdown)$", "")
                        .replace(".", "_")
                        .replaceAll("[/\\\\]+", ".")
                        .replaceAll("^\\.+|\\.+$", "");
        int count = names.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "-" + count;
    }

    private void problem(XMLStreamWriter xml, String element, String type, Checked lab) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("message", ReportText.line(CheckReport.fault(lab, messages)));
        xml.writeAttribute("type", type);
        xml.writeCharacters(ReportText.block(CheckReport.text(lab, messages)));
        xml.writeEndElement();
    }
}
