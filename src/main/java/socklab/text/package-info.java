/**
 * Words for a reader: messages by key, in English and Chinese, and how wide they are on a screen.
 *
 * <p><b>Why</b> a package beside the six concepts: parsing, evaluating and viewing all have something to
 * say, and none of them should know in which language. They make a {@link socklab.text.Message}; a view asks
 * {@link socklab.text.Messages} for its words.
 */
package socklab.text;
