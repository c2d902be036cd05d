package socklab.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.Arg;
import socklab.call.LinkAddress;
import socklab.call.OptionValue;
import socklab.call.SocketAddress;

/** Forms of names, messages, times and addresses that the language takes. */
class TypedFormsTest {
    private static Command.Invoke invoke(String line) {
        assertThat(Parser.parse(line).command()).as(line).isInstanceOf(Command.Invoke.class);
        return (Command.Invoke) Parser.parse(line).command();
    }

    private static Arg arg(String line, int index) {
        return ((Operand.Bound) invoke(line).operands().get(index)).arg();
    }

    private static String data(String line) {
        return invoke(line).operands().stream()
                .filter(o -> o instanceof Operand.Bound b && b.arg() instanceof Arg.Payload)
                .map(o -> ((Arg.Payload) ((Operand.Bound) o).arg()).data().latin1())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        u.send x=1                      | x=1
        send x=1                        | x=1
        send = 1                        | = 1
        u.send GET /?q=1 HTTP/1.0       | GET /?q=1 HTTP/1.0
        u.send "x = 1"                  | x = 1
        u.sendto 127.0.0.1 9 k=v        | k=v
        sendto 127.0.0.1 9 k = v        | k = v
        write a b c d=1                 | a b c d=1
        """)
    void anEqualsSignInAMessageMakesNoName(String line, String data) {
        assertThat(invoke(line).names()).isEmpty();
        assertThat(data(line)).isEqualTo(data);
    }

    @Test
    void aFullWidthEqualsSignInAMessageStaysAsTyped() {
        assertThat(data("u.send k＝v"))
                .isEqualTo(new String("k＝v".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s = open udp",
                "s= open udp",
                "s =open udp",
                "s=open udp",
                "名字＝open udp",
                "a b = socketpair unix",
                "m = u.recv 5"
            })
    void namesStandAtTheBeginning(String line) {
        assertThat(invoke(line).names()).isNotEmpty();
    }

    @Test
    void aPathMayHoldAnEqualsSign() {
        assertThat(arg("u.bind /tmp/x=1", 1))
                .isEqualTo(new Arg.Address(new SocketAddress.Unix(SocketAddress.Unix.Kind.PATH, "/tmp/x=1")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        connect "@foobar\\0\\0\\0"  | ABSTRACT | foobar\\0\\0\\0
        bind "\\0abc"               | ABSTRACT | abc
        bind "@foo bar"             | ABSTRACT | foo bar
        bind "@a\\0b"               | ABSTRACT | a\\0b
        bind "/tmp/a b.sock"        | PATH     | /tmp/a b.sock
        bind "name"                 | PATH     | name
        bind @foo                   | ABSTRACT | foo
        bind unix                   | UNNAMED  | ``
        sendto "/tmp/a b" hello     | PATH     | /tmp/a b
        """)
    void unixDomainAddresses(String line, SocketAddress.Unix.Kind kind, String name) {
        Arg.Address address = invoke(line).operands().stream()
                .filter(o -> o instanceof Operand.Bound b && b.arg() instanceof Arg.Address)
                .map(o -> (Arg.Address) ((Operand.Bound) o).arg())
                .findFirst()
                .orElseThrow();
        assertThat(address.address())
                .isEqualTo(new SocketAddress.Unix(
                        kind, Optional.ofNullable(name).orElse("").replace("\\0", "\0")));
    }

    @ParameterizedTest
    @CsvSource({"poll s:in -5ms, -5", "poll s:in 0, 0", "poll s:in 2s, 2000", "epoll_wait 0, 0", "epoll_wait -1ms, -1"})
    void pollTakesAnyTimeThatAnIntHolds(String line, int millis) {
        assertThat(arg(line, invoke(line).operands().size() - 1)).isEqualTo(new Arg.Millis(millis));
    }

    @Test
    void negativeTimesAndZeroGoToTheKernel() {
        assertThat(arg("select r=a -1s", 1)).isEqualTo(new Arg.Timeval(Optional.of(Duration.ofSeconds(-1))));
        assertThat(arg("select 0", 1)).isEqualTo(new Arg.Timeval(Optional.of(Duration.ZERO)));
        assertThat(option("setsockopt SO_RCVTIMEO -1s")).isEqualTo(new OptionValue.Time(-1, 0));
        assertThat(option("setsockopt SO_RCVTIMEO -500ms")).isEqualTo(new OptionValue.Time(0, -500_000));
        assertThat(option("setsockopt SO_RCVTIMEO 0")).isEqualTo(new OptionValue.Time(0, 0));
    }

    private static OptionValue option(String line) {
        return ((Arg.SetOption) arg(line, 1)).value();
    }

    @ParameterizedTest
    @CsvSource({
        "TCP_KEEPIDLE 5s, 5",
        "TCP_KEEPIDLE 5, 5",
        "TCP_KEEPINTVL 1min, 60",
        "TCP_LINGER2 -1, -1",
        "TCP_DEFER_ACCEPT 3s, 3",
        "TCP_USER_TIMEOUT 2s, 2000",
        "TCP_USER_TIMEOUT 500, 500",
        "SO_BUSY_POLL 50us, 50"
    })
    void optionsThatAreTimesTakeAUnitOrCsNumber(String typed, long number) {
        assertThat(option("setsockopt " + typed)).isEqualTo(new OptionValue.Number(number));
    }

    @Test
    void lineAddsCarriageReturnAndLineFeed() {
        assertThat(data("send line:HELO alice")).isEqualTo("HELO alice\r\n");
        assertThat(data("send line:")).isEqualTo("\r\n");
        assertThat(((Operand.Message) invoke("send line:$m!").operands().get(1)).pieces())
                .hasSize(3)
                .endsWith(new Operand.Piece.Literal(socklab.call.Bytes.utf8("\r\n")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        send HTTP/1.1 200 OK\\r\\n\\r\\n | ESCAPE
        send a\\x41                      | ESCAPE
        send 'hi'                        | QUOTES
        send b"hello"                    | QUOTES
        send b'hello'                    | QUOTES
        """)
    void whatOtherLanguagesReadOtherwiseIsSentAsTypedWithAHint(String line, Hint hint) {
        assertThat(Parser.parse(line).hints()).containsExactly(hint);
        assertThat(data(line)).isEqualTo(line.substring("send ".length()).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"send \"a\\r\\n\"", "send C:\\path", "send it's", "send line:x"})
    void otherMessagesGiveNoHint(String line) {
        assertThat(Parser.parse(line).hints()).isEqualTo(java.util.Set.of());
    }

    @ParameterizedTest
    @CsvSource({"AF_LOCAL, 1", "PF_UNIX, 1", "PF_LOCAL, 1", "PF_INET, 2", "pf_inet6, 10"})
    void familiesHaveTheNamesThatCHas(String name, int number) {
        assertThat(arg("socket " + name + " SOCK_STREAM", 0)).isEqualTo(new Arg.Num(number));
    }

    @Test
    void namesAreNotTakenFromArguments() {
        assertThat(invoke("select r=a w=b 2s").names()).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        bind packet                 | 0 | 0
        bind packet *               | 0 | 0
        bind packet lo ETH_P_IP     | 1 | 2048
        bind packet 7 ETH_P_ALL     | 7 | 3
        """)
    void aPacketSocketIsBoundToAnInterfaceAndAProtocol(String line, int index, int protocol) {
        assertThat(arg(line, 1)).isEqualTo(new Arg.Address(LinkAddress.packet(index, protocol)));
    }

    @ParameterizedTest
    @CsvSource({"bind netlink,0,0", "bind netlink 7,7,0", "bind netlink 0 4294967295,0,-1"})
    void aNetlinkSocketIsBoundToAPortAndGroups(String line, int port, int groups) {
        assertThat(arg(line, 1)).isEqualTo(new Arg.Address(LinkAddress.netlink(port, groups)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind packet nosuch0", "bind packet lo ETH_P_IPX", "bind netlink x", "bind netlink 1 2 3"})
    void whatIsNoSuchAddressIsTold(String line) {
        assertThat(Parser.parse(line).command()).isInstanceOf(SyntaxError.class);
    }
}
