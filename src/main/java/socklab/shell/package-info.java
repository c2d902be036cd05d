/**
 * Lines run one after another: socket calls go to the evaluator, shell words to their handlers.
 *
 * <p><b>Why</b> a package between session and the front ends: the console, a played lab and a checked lab run the
 * same lines. They differ in their {@link socklab.shell.UserInterface}. What a word does is a
 * {@link socklab.shell.ShellWordHandler}; packages above add handlers of their own.
 */
package socklab.shell;
