package socklab.lab.report;

import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import socklab.lab.grade.Grade;
import socklab.text.Messages;

/**
 * Marks as JUnit XML: a test case for each answer, whose class name is the student's. Source: as {@link JunitReport}.
 */
public final class GradeJunit {
    private GradeJunit() {}

    /** The report of a grading that began at a time. */
    public static String of(List<Grade> grades, Instant time, Messages messages) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            suite(xml, grades, time, messages);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return out + "\n";
    }

    private static void suite(XMLStreamWriter xml, List<Grade> grades, Instant time, Messages messages)
            throws XMLStreamException {
        List<Grade.Mark> marks =
                grades.stream().flatMap(grade -> grade.marks().stream()).toList();
        long failed = marks.stream()
                .filter(mark -> mark.status() != Grade.Status.RIGHT)
                .count();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "socklab grade");
        xml.writeAttribute("timestamp", time.truncatedTo(ChronoUnit.SECONDS).toString());
        xml.writeAttribute("tests", Integer.toString(marks.size()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute("failures", Long.toString(failed));
        for (Grade grade : grades) {
            for (Grade.Mark mark : grade.marks()) {
                xml.writeCharacters("\n  ");
                testCase(xml, grade, mark, messages);
            }
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, Grade grade, Grade.Mark mark, Messages messages)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", ReportText.line(mark.question().title()));
        xml.writeAttribute("classname", ReportText.line(grade.student()));
        xml.writeAttribute("file", ReportText.line(grade.file().toString()));
        xml.writeAttribute("time", "0.000");
        if (mark.status() != Grade.Status.RIGHT) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", ReportText.line(GradeText.feedback(mark, messages)));
            xml.writeAttribute("type", mark.status().name());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
