package socklab.page.live;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** The words that viewers' answers are known by: random, given by this server, no names. */
final class Voters {
    private static final int MOST = 5_000;
    private static final int BYTES = 12;

    private final SecureRandom random = new SecureRandom();
    private final SequencedSet<String> given = new LinkedHashSet<>();

    /** A new random word, as it may stand in an address. */
    String word() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A word for a viewer. */
    synchronized String newVoter() {
        String word = word();
        given.addLast(word);
        if (given.size() > MOST) {
            given.removeFirst();
        }
        return word;
    }

    /** Whether a word was given here. */
    synchronized boolean knows(String word) {
        return given.contains(word);
    }
}
