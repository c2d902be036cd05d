/**
 * Pages that explain: a call, an errno, an option, a flag, a TCP state.
 *
 * <p>What a declaration knows (signature, typed forms, the errnos of a call) is read off it; the prose stands in
 * resources, {@code socklab/explain/}, and is found by name: {@code bind.en.md}, {@code bind.zh.md} and, the same in
 * every language, {@code bind.code.md} for a call; one file for all errnos, flags and states and one for the options
 * of a level, in which every topic is a section headed by its name. A test holds that every topic has its prose in
 * every language and that no prose is left over.
 *
 * <p><b>Why</b> a package above shell: a page is no view of events, and its words need the Markdown reader that
 * nothing below should wait for.
 */
package socklab.explain;
