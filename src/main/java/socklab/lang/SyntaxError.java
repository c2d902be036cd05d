package socklab.lang;

import socklab.text.Message;

/** A line that cannot be understood: where, what is wrong, and how to mend it. Nothing of it reaches the kernel. */
public record SyntaxError(String line, Span span, Message fault, Message cure) implements Command {}
