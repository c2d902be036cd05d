package socklab.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import socklab.call.Bytes;
import socklab.call.Errno;
import socklab.call.JavaCall;
import socklab.call.Outcome;
import socklab.call.SocketAddress;

class JavaCallViewTest {
    private static final SocketAddress ADDRESS = new SocketAddress.Inet4(0, 12000);

    private static String line(JavaCall call) {
        return JavaCallView.line(call, new Outcome.Returned(0, List.of(), 41_000, Optional.of(call)));
    }

    @Test
    void showsTheMethodThatWasCalled() {
        JavaCall bind =
                new JavaCall("DatagramChannel.bind", List.of(new JavaCall.Argument.Address(ADDRESS)), Optional.empty());
        assertThat(line(bind)).isEqualTo("DatagramChannel.bind(0.0.0.0:12000) <0.000041>");
        assertThat(JavaCallView.unfinished(bind)).isEqualTo("DatagramChannel.bind(0.0.0.0:12000 <unfinished ...>");
    }

    @Test
    void showsWhatJavaReturnedOrThrewAndNeverRawBytes() {
        JavaCall write = new JavaCall(
                "SocketChannel.write", List.of(new JavaCall.Argument.Data(Bytes.utf8("\33[31mred"))), Optional.empty());
        assertThat(line(write.ended(new JavaCall.Ended.Returned("8"))))
                .isEqualTo("SocketChannel.write(\"\\x1b[31mred\")      = 8 <0.000041>");
        JavaCall threw = write.ended(new JavaCall.Ended.Threw("SocketException", "Connection \33reset"));
        assertThat(JavaCallView.line(threw, new Outcome.Failed(Errno.ECONNRESET, List.of(), 1000, Optional.of(threw))))
                .contains(" throws SocketException: Connection ")
                .doesNotContain("\33");
    }

    @Test
    void inventsNoCall() {
        assertThat(line(JavaCall.NONE)).isEqualTo("(no Java call) <0.000041>");
        assertThat(JavaCallView.line(JavaCall.NONE, new Outcome.Unsupported("why")))
                .isEqualTo("(no Java call)");
    }
}
