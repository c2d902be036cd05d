/** The writer of programs in C. */
package socklab.export.c;
