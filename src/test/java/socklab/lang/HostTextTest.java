package socklab.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.SocketAddress;

/** Addresses in figures, held against what Java's library reads. */
class HostTextTest {
    @Test
    void anyFourNumbers() {
        Random random = new Random(4);
        for (int i = 0; i < 2000; i++) {
            int[] edge = {0, 1, 9, 10, 99, 100, 127, 199, 200, 249, 250, 255, random.nextInt(256)};
            String host = edge[random.nextInt(13)] + "." + edge[random.nextInt(13)] + "." + edge[random.nextInt(13)]
                    + "." + edge[random.nextInt(13)];
            assertThat(HostText.literal(host, 7))
                    .as(host)
                    .contains(SocketAddress.inet4(InetAddress.ofLiteral(host).getAddress(), 7));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "256.0.0.1",
                "1.2.3.256",
                "999.1.1.1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "1234.1.1.1",
                "a.b.c.d",
                "1.2.3.4 ",
                "-1.2.3.4",
                "+1.2.3.4",
                "１.2.3.4",
                "",
                "localhost"
            })
    void otherTextsAreNames(String host) {
        assertThat(HostText.literal(host, 7)).isEmpty();
    }

    /** C reads them as octal, and Java as decimal: the one who resolves names is to say. */
    @ParameterizedTest
    @ValueSource(strings = {"010.0.0.1", "127.0.0.01", "00.0.0.0"})
    void zerosInFrontAreLeftToTheResolver(String host) {
        assertThat(HostText.literal(host, 7)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "::", "2001:db8::17", "fe80::1", "1:2:3:4:5:6:7:8"})
    void sixteenBytes(String host) {
        SocketAddress address = SocketAddress.inet6(InetAddress.ofLiteral(host).getAddress(), 7, 0);
        assertThat(HostText.literal(host, 7)).contains(address);
        assertThat(HostText.literal("[" + host + "]", 7)).contains(address);
        assertThat(HostText.literal(host + "%3", 7))
                .contains(SocketAddress.inet6(InetAddress.ofLiteral(host).getAddress(), 7, 3));
    }

    @Test
    void mappedAddressesStayAsTyped() {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 1, 2, 3, 4};
        assertThat(HostText.literal("::ffff:1.2.3.4", 7)).contains(SocketAddress.inet6(mapped, 7, 0));
    }
}
