package socklab.lab.report;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import socklab.lab.LabChecker.Checked;
import socklab.lab.Verdict;
import socklab.text.Messages;

/**
 * A run as JUnit XML, one test case a lab.
 *
 * <p>Source: maven-surefire-plugin's surefire-test-report.xsd; Jenkins reads the same.
 */
public final class JunitReport {
    private JunitReport() {}

    /** The report. */
    public static String of(List<Checked> labs, Messages messages) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            suite(xml, labs, messages);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return out + "\n";
    }

    private static void suite(XMLStreamWriter xml, List<Checked> labs, Messages messages) throws XMLStreamException {
        VerdictCounts tally = VerdictCounts.of(labs);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "socklab");
        xml.writeAttribute("time", VerdictCounts.seconds(tally.nanos()));
        xml.writeAttribute("tests", Integer.toString(labs.size()));
        xml.writeAttribute("errors", Integer.toString(tally.broken()));
        xml.writeAttribute("skipped", Integer.toString(tally.skipped()));
        xml.writeAttribute("failures", Integer.toString(tally.failed()));
        for (Checked lab : labs) {
            xml.writeCharacters("\n  ");
            testCase(xml, lab, messages);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, Checked lab, Messages messages) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", clean(String.valueOf(lab.file().getFileName())));
        xml.writeAttribute("classname", group(lab.file()));
        xml.writeAttribute("time", VerdictCounts.seconds(lab.nanos()));
        switch (lab.verdict()) {
            case Verdict.Passed _ -> {}
            case Verdict.Skipped _ -> {
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", clean(CheckReport.fault(lab, messages)));
            }
            case Verdict.Failed v -> problem(xml, "failure", v.failure().kind().name(), lab, messages);
            case Verdict.Unparsed _ -> problem(xml, "error", "UNPARSED", lab, messages);
            case Verdict.Unreadable _ -> problem(xml, "error", "UNREADABLE", lab, messages);
        }
        xml.writeEndElement();
    }

    /** A report groups by class; a lab's folder is its group. */
    private static String group(Path file) {
        Path folder = file.getParent();
        return "labs." + clean(folder == null ? "" : String.valueOf(folder.getFileName()));
    }

    private static void problem(XMLStreamWriter xml, String element, String type, Checked lab, Messages messages)
            throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("message", clean(CheckReport.fault(lab, messages)));
        xml.writeAttribute("type", type);
        xml.writeCharacters(clean(CheckReport.text(lab, messages)));
        xml.writeEndElement();
    }

    /** What XML 1.0 cannot hold is replaced. */
    private static String clean(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .forEach(c -> clean.appendCodePoint(
                        c == '\t' || c == '\n' || c >= 0x20 && c <= 0xd7ff || c >= 0xe000 && c <= 0xfffd || c > 0xffff
                                ? c
                                : '?'));
        return clean.toString();
    }
}
