package socklab.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An immutable string of bytes: what a socket carries.
 *
 * <p>Equality is by content. {@link #of} copies nothing and takes over the array: the caller must not
 * write to it again.
 */
public final class Bytes {
    /** No bytes at all: an empty datagram. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** Those bytes; the array becomes this value's own. */
    public static Bytes of(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array);
    }

    /** The UTF-8 encoding of a text. */
    public static Bytes utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes. */
    public int length() {
        return array.length;
    }

    /** The byte at an index, 0 to 255. */
    public int at(int index) {
        return array[index] & 0xff;
    }

    /** The bytes from one index up to, not including, another. */
    public Bytes slice(int from, int to) {
        return from == 0 && to == array.length ? this : of(Arrays.copyOfRange(array, from, to));
    }

    /** A copy that the caller may write to. */
    public byte[] toArray() {
        return array.clone();
    }

    /** Copies all bytes into an array, from an offset on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(array, 0, target, offset, array.length);
    }

    /** Copies all bytes into a buffer, from an index on; its position stays. */
    public void copyTo(ByteBuffer target, int index) {
        target.put(index, array);
    }

    /** These bytes and then those. */
    public Bytes plus(Bytes more) {
        if (length() == 0) {
            return more;
        }
        byte[] joined = Arrays.copyOf(array, array.length + more.array.length);
        more.copyTo(joined, array.length);
        return of(joined);
    }

    /**
     * The text, decoded as UTF-8; each malformed sequence becomes U+FFFD, as Python's
     * {@code decode(errors="replace")} does.
     */
    public String text() {
        return Utf8.decode(array).text();
    }

    /** A char for each byte: the text of bytes that are all ASCII. */
    public String latin1() {
        return new String(array, StandardCharsets.ISO_8859_1);
    }

    /**
     * What the uppercase server answers: the text upper-cased by Unicode's full mapping, in no one's locale, as UTF-8.
     */
    public Bytes upper() {
        return utf8(text().toUpperCase(Locale.ROOT));
    }

    /** The text, if the bytes are well-formed UTF-8. */
    public Optional<String> wellFormedText() {
        String text = text();
        return Arrays.equals(text.getBytes(StandardCharsets.UTF_8), array) ? Optional.of(text) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return "Bytes[" + array.length + "]";
    }
}
