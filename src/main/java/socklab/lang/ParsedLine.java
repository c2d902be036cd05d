package socklab.lang;

import java.util.List;

/**
 * A line, understood: the command, what each part of it is, and whether anything but ASCII was forgiven.
 */
public record ParsedLine(Command command, List<Highlight> marks, boolean forgiven) {}
