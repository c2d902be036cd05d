/** The writer of programs in Python. */
package socklab.export.python;
