package socklab.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BoundedLogTest {

    /** A plain queue that lets one go at a time says what is to be kept. */
    @ParameterizedTest
    @CsvSource({
        "1000, 1000000, 10",
        "1000, 20000, 100",
        "300, 5000, 4000",
        "1, 10, 30",
        "255, 0, 3",
        "256, 100, 0",
        "257, 400, 1"
    })
    void theNewestAreKept(int most, long mostBytes, int largest) {
        BoundedLog<Integer> tail = new BoundedLog<>(most, mostBytes, size -> size);
        Deque<Integer> plain = new ArrayDeque<>();
        long bytes = 0;
        Random random = new Random(most);
        for (int i = 1; i <= 5000; i++) {
            int size = random.nextInt(largest + 1);
            tail.add(size);
            plain.add(size);
            bytes += size;
            while (plain.size() > most || bytes > mostBytes && plain.size() > 1) {
                bytes -= plain.remove();
            }
            assertThat(tail.count()).isEqualTo(plain.size());
            assertThat(tail.end()).isEqualTo(i);
            assertThat(tail.gone()).isEqualTo(i - plain.size());
            if (i % 97 == 0) {
                assertThat(tail.all()).isEqualTo(List.copyOf(plain));
            }
        }
    }
}
