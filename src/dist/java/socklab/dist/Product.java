package socklab.dist;

/**
 * A text file of the archive that follows from the declarations: its place in the archive, with slashes, and its text.
 */
record Product(String file, String text) {}
