/**
 * Lines run one after another: socket calls go to the evaluator, shell words to their handlers.
 *
 * <p><b>Why</b> a package between session and the ui ends: the console, a played lab and a checked lab all
 * run the same lines. What differs, how a reader is told and asked, is their {@link socklab.shell.UserInterface}; what
 * a word does is a {@link socklab.shell.ShellWordHandler}, and packages above bring handlers of their own.
 */
package socklab.shell;
