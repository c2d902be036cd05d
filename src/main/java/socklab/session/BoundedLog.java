package socklab.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The newest of a row of things that have a size in bytes.
 *
 * <p>They lie in blocks, and a block goes when all in it have to: to let each go by itself would fetch it from far
 * memory, and that is what every line of a {@code /repeat} would wait for. What is let go before its block goes
 * counts as gone, but takes memory until then.
 */
final class BoundedLog<E> {
    private static final int BLOCK = 256;

    private final int most;
    private final long mostBytes;
    private final ToIntFunction<E> size;
    private final Deque<Block> old = new ArrayDeque<>();
    private Block newest = new Block();
    private long end;
    /** The number of the oldest that no lack of room let go. */
    private long first;

    private long bytes;

    /** Keeps at most so many, and so many bytes with them. */
    BoundedLog(int most, long mostBytes, ToIntFunction<E> size) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.size = size;
    }

    /**
     * A block of things. The array is one of objects: another would be asked on every store whether the thing is of its
     * kind.
     */
    private static final class Block {
        final Object[] things = new Object[BLOCK];
        int used;
        long bytes;
    }

    /** Adds one at the end; what is too much goes. */
    void add(E thing) {
        if (newest.used == BLOCK) {
            turn();
        }
        int more = size.applyAsInt(thing);
        newest.things[newest.used++] = thing;
        newest.bytes += more;
        bytes += more;
        end++;
        if (bytes > mostBytes) {
            makeRoom();
        }
    }

    /** Starts a block, and lets those go of which nothing is kept any more. */
    private void turn() {
        old.addLast(newest);
        newest = new Block();
        while (!old.isEmpty() && begin() + BLOCK <= first()) {
            bytes -= old.removeFirst().bytes;
        }
    }

    /** Lets the oldest go until there are few enough bytes; the newest stays, whatever its size. */
    private void makeRoom() {
        first = Math.max(first, begin()); // first what is gone already, and only takes memory
        while (bytes > mostBytes && count() > 1) {
            Block oldest = old.isEmpty() ? newest : old.getFirst();
            int at = (int) (first++ - begin());
            int less = size.applyAsInt(thing(oldest, at));
            oldest.things[at] = LET_GO;
            oldest.bytes -= less;
            bytes -= less;
            if (at + 1 == BLOCK) {
                old.removeFirst();
            }
        }
    }

    /** Stands where something was. */
    private static final Object LET_GO = new Object();

    @SuppressWarnings("unchecked") // nothing else is ever put there
    private E thing(Block block, int at) {
        return (E) block.things[at];
    }

    /** The number of the first thing of the oldest block. */
    private long begin() {
        return end - newest.used - (long) old.size() * BLOCK;
    }

    /** The number of the oldest that is kept. */
    private long first() {
        return Math.max(first, end - most);
    }

    /** How many are kept. */
    int count() {
        return (int) (end - first());
    }

    /** How many there ever were. */
    long end() {
        return end;
    }

    /** How many had to go. */
    long gone() {
        return first();
    }

    /** All that are kept, oldest first. */
    List<E> all() {
        List<E> all = new ArrayList<>(count());
        long number = begin();
        List<Block> blocks = new ArrayList<>(old);
        blocks.add(newest);
        for (Block block : blocks) {
            for (int i = 0; i < block.used; i++) {
                if (number++ >= first()) {
                    all.add(thing(block, i));
                }
            }
        }
        return all;
    }

    void clear() {
        old.clear();
        newest = new Block();
        first = 0;
        end = 0;
        bytes = 0;
    }
}
