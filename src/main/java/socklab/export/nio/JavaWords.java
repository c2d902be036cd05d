package socklab.export.nio;

import java.util.Set;
import java.util.TreeSet;

/** The words that no variable and no class of a program may have. */
final class JavaWords {
    private static final String KEYWORDS = "abstract assert boolean break byte case catch char class const continue"
            + " default do double else enum extends final finally float for goto if implements import instanceof int"
            + " interface long native new package private protected public return short static strictfp super switch"
            + " synchronized this throw throws transient try void volatile while true false null var record yield"
            + " sealed permits when module";

    private static final String USED = "args main text fill check input pool e n turn String System Thread UTF_8 java";

    private static final String TYPES = "AssertionError ByteBuffer DatagramChannel Exception ExecutionException"
        + " ExecutorService Executors Future IOException IllegalStateException InetSocketAddress Integer Locale Math"
        + " Object Scanner ServerSocketChannel SocketAddress SocketChannel StandardProtocolFamily"
        + " StandardSocketOptions ExtendedSocketOptions String System Thread Boolean Long Runnable";

    private JavaWords() {}

    static Set<String> reserved() {
        Set<String> all = new TreeSet<>(Set.of(KEYWORDS.split(" ")));
        all.addAll(Set.of(USED.split(" ")));
        return all;
    }

    static Set<String> types() {
        return Set.of(TYPES.split(" "));
    }
}
