/**
 * The command line: subcommands, options, exit codes.
 *
 * <p>Exit codes: 0 all well; 1 an expectation not met, or a line in error; 2 usage, or a lab that does not
 * parse; 3 it cannot run here, or its output cannot be written; 141 nobody reads its output.
 */
package socklab.cli;
