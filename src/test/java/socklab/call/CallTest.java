package socklab.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.lang.Command;
import socklab.lang.Parser;

/** What every declaration must have. */
class CallTest {
    @ParameterizedTest
    @EnumSource(Call.class)
    void theExampleIsThatCall(Call call) {
        assertThat(Parser.parse(call.example()).command())
                .isInstanceOfSatisfying(
                        Command.Invoke.class, c -> assertThat(c.call()).isEqualTo(call));
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void itSaysWhatItIsFor(Call call) {
        assertThat(call.summary()).isNotBlank().doesNotEndWith(".");
        assertThat(call.forms()).isNotEmpty();
        assertThat(call.ctypes()).hasSizeLessThanOrEqualTo(6);
    }

    /** What is received is looked for there, and nowhere else. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void whatReceivesHasOnePlaceForIt(Call call) {
        boolean receives = call.result() == Result.RECEIVED || call.result() == Result.RECEIVED_MESSAGES;
        assertThat(call.params().stream().filter(p -> p.shape().use() == ParamShape.Use.RECEIVED))
                .hasSize(receives ? 1 : 0);
        assertThat(call.received().isPresent()).isEqualTo(receives);
    }

    @Test
    void onlyOneCallEachGivesAName() {
        assertThat(Call.resultingIn(Result.LOCAL_NAME).function()).isEqualTo("getsockname");
        assertThat(Call.resultingIn(Result.PEER_NAME).function()).isEqualTo("getpeername");
        assertThat(Call.resultingIn(Result.CLOSED).function()).isEqualTo("close");
    }

    /** The text forms of RFC 5952 and of inet_ntop(3). */
    @ParameterizedTest
    @CsvSource({
        "0, 0, ::",
        "0, 1, ::1",
        "20010db800000000, 1, 2001:db8::1",
        "20010db800000001, 1, 2001:db8:0:1::1",
        "0001000000020000, 0003000000040000, 1:0:2:0:3:0:4:0",
        "0, ffff7f000001, ::ffff:127.0.0.1",
        "0, 7f000001, ::127.0.0.1",
        "fe80000000000000, 0202b3fffe1e8329, fe80::202:b3ff:fe1e:8329",
        "0001000000000000, 0001000000000000, 1::1:0:0:0"
    })
    void internet6Text(String high, String low, String text) {
        assertThat(new SocketAddress.Inet6(Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16), 0, 0, 0)
                        .host())
                .isEqualTo(text);
    }

    @Test
    void aPortIsSixteenBits() {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> new SocketAddress.Inet4(0, 65536));
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> new SocketAddress.Inet6(0, 0, -1, 0, 0));
    }
}
