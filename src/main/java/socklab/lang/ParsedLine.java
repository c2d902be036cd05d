package socklab.lang;

import java.util.List;
import java.util.Set;

/** A line, understood: the command, what each part of it is, and what to point out about it. */
public record ParsedLine(Command command, List<Highlight> marks, Set<Hint> hints) {}
