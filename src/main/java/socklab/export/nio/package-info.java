/** The writer of programs in Java, with channels. */
package socklab.export.nio;
