package socklab.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.SocketAddress;

/** Lines that are right, and what is forgiven. */
class ParserTest {
    private static Command.Invoke call(String line) {
        assertThat(Parser.parse(line).command()).as(line).isInstanceOf(Command.Invoke.class);
        return (Command.Invoke) Parser.parse(line).command();
    }

    /** The bytes of a message that needs nothing but its line. */
    private static Bytes data(String typed) {
        return call("send " + typed).operands().stream()
                .filter(Operand.Bound.class::isInstance)
                .map(o -> ((Operand.Bound) o).arg())
                .filter(Arg.Payload.class::isInstance)
                .map(a -> ((Arg.Payload) a).data())
                .findFirst()
                .orElseThrow();
    }

    private static SocketAddress address(String line) {
        return call(line).operands().stream()
                .filter(Operand.Bound.class::isInstance)
                .map(o -> ((Operand.Bound) o).arg())
                .filter(Arg.Address.class::isInstance)
                .map(a -> ((Arg.Address) a).address())
                .findFirst()
                .orElseThrow();
    }

    private static int number(String line, int index) {
        return ((Arg.Num) ((Operand.Bound) call(line).operands().get(index)).arg()).value();
    }

    @Test
    void namesSocketsAndTheBackgroundAreTakenApart() {
        Command.Invoke c = call("  m = server.recvfrom 2048 MSG_PEEK &  ");
        assertThat(c.names()).extracting(Token::text).containsExactly("m");
        assertThat(c.socket()).map(Token::text).contains("server");
        assertThat(c.word().text()).isEqualTo("recvfrom");
        assertThat(c.background()).isTrue();
        assertThat(call("客户端=open udp").names()).extracting(Token::text).containsExactly("客户端");
        assertThat(call("a b = socketpair unix").names()).hasSize(2);
        assertThat(call("accept&").background()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello world|hello world",
                "  hello |hello",
                "a = b|a = b",
                "\"a b \"|'a b '",
                "\"a\\tb\"|a\tb",
                "a&|a&",
                "\"a &\"|a &",
                "#5|#5",
                "/x|/x",
                "hex:68 65|he",
                "hex:|''",
                "\"\"|''",
                "fill:3|abc",
                "fill:28|abcdefghijklmnopqrstuvwxyzab",
                "\"\\u4f60\"|你",
                "“你好”|你好",
                "“a” and “b”|“a” and “b”",
                "你好，世界|你好，世界",
                "hex|hex",
                "\"hex:68\"|hex:68",
                "say \"hi\"|say \"hi\"",
                "\"\\\"\\\\\"|\"\\"
            })
    void messages(String typed, String text) {
        assertThat(data(typed)).isEqualTo(Bytes.utf8(text));
    }

    @Test
    void anEscapedByteIsAByte() {
        assertThat(data("\"\\xff\\x00\\0\"").toArray()).containsExactly(0xff, 0, 0);
        assertThat(data("\"\\e[0m\\a\"").toArray()).containsExactly(0x1b, '[', '0', 'm', 7);
        assertThat(data("\"\\ud83d\\ude00\"")).isEqualTo(Bytes.utf8("😀"));
    }

    @Test
    void aBlankBeforeTheMarkMakesTheBackground() {
        assertThat(data("hello &")).isEqualTo(Bytes.utf8("hello"));
        assertThat(call("send hello &").background()).isTrue();
        assertThat(call("send \"hello &\"").background()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bind\u00a0127.0.0.1\u00a012000",
                "bind\u3000127.0.0.1\u300012000",
                "ｂｉｎｄ １２７．０．０．１ １２０００",
                "bind 127。0。0。1 12000",
                "\ufeffbind 127.0.0.1 12000\u200b"
            })
    void whatNotesAndInputMethodsBringIsForgiven(String line) {
        assertThat(Parser.parse(line).hints()).contains(Hint.FORGIVEN);
        assertThat(address(line)).isEqualTo(new SocketAddress.Inet4(0x7f000001, 12000));
    }

    @Test
    void wholeLinesInFullWidthAreForgiven() {
        assertThat(call("ｍ＝ｓ１．ｒｅｃｖ ２０４８").socket()).map(Token::text).contains("s1");
        assertThat(Parser.parse("／help").command()).isInstanceOf(Command.Shell.class);
        assertThat(Parser.parse("＃注释").command()).isEqualTo(new Command.Comment("注释"));
        assertThat(call("accept ＆").background()).isTrue();
        assertThat(call("recv 10 MSG_PEEK｜MSG_DONTWAIT").operands()).contains(new Operand.Bound(new Arg.Num(0x42)));
    }

    @Test
    void messageTextIsNeverChanged() {
        assertThat(data("全角：ＡＢＣ，　空格\u00a0x")).isEqualTo(Bytes.utf8("全角：ＡＢＣ，　空格\u00a0x"));
        assertThat(Parser.parse("send ＡＢＣ").hints()).isEmpty();
        assertThat(Parser.parse("bind 12000").hints()).isEmpty();
        assertThat(Parser.parse("bind 12000\r").hints()).isEmpty();
    }

    @Test
    void flagsAndConstants() {
        assertThat(number("recv 1 MSG_PEEK|MSG_DONTWAIT", 2)).isEqualTo(0x42);
        assertThat(number("recv 1 msg_peek | msg_dontwait", 2)).isEqualTo(0x42);
        assertThat(number("recv 1 0x40", 2)).isEqualTo(0x40);
        assertThat(number("shutdown wr", 1)).isEqualTo(Const.SHUT_WR.value());
        assertThat(number("shutdown SHUT_RDWR", 1)).isEqualTo(Const.SHUT_RDWR.value());
        assertThat(number("shutdown 7", 1)).isEqualTo(7);
        assertThat(number("listen", 1)).isEqualTo(128);
        assertThat(number("listen -1", 1)).isEqualTo(-1);
        assertThat(number("listen 0x10", 1)).isEqualTo(16);
        assertThat(number("listen 010", 1)).as("no octal").isEqualTo(10);
        assertThat(data("MSG_OOB !")).isEqualTo(Bytes.utf8("!"));
    }

    @ParameterizedTest
    @CsvSource({
        "connect ::1 80, ::1",
        "connect [::1] 80, ::1",
        "connect ::ffff:1.2.3.4 80, ::ffff:1.2.3.4",
        "connect 2001:DB8::0 80, 2001:db8::"
    })
    void internet6(String line, String host) {
        assertThat(address(line))
                .isInstanceOfSatisfying(
                        SocketAddress.Inet6.class, a -> assertThat(a.host()).isEqualTo(host));
    }

    @Test
    void unixAddresses() {
        assertThat(address("bind /tmp/x")).isEqualTo(new SocketAddress.Unix(SocketAddress.Unix.Kind.PATH, "/tmp/x"));
        assertThat(address("bind @x")).isEqualTo(new SocketAddress.Unix(SocketAddress.Unix.Kind.ABSTRACT, "x"));
        assertThat(address("connect unspec")).isEqualTo(new SocketAddress.Unspec());
        assertThat(address("connect /你"))
                .isEqualTo(new SocketAddress.Unix(
                        SocketAddress.Unix.Kind.PATH,
                        new String("/你".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
    }

    @Test
    void figuresThatAreNoAddressAreNames() {
        assertThat(HostText.literal("256.0.0.1", 1)).isEmpty();
        assertThat(HostText.literal("localhost", 1)).isEmpty();
        assertThat(HostText.literal("127.1", 1)).isEmpty();
        assertThat(HostText.literal(":::", 1)).isEmpty();
        assertThat(HostText.literal("fe80::1%nosuchinterface", 1)).isEmpty();
    }

    @Test
    void dollarsThatStartNoKnownNameAreText() {
        assertThat(call("send it costs $").operands().get(1))
                .isEqualTo(new Operand.Message(List.of(new Operand.Piece.Literal(Bytes.utf8("it costs $")))));
        Operand message = call("send $m.upper and $5.99").operands().get(1);
        assertThat(message)
                .isInstanceOfSatisfying(
                        Operand.Message.class,
                        m -> assertThat(m.pieces())
                                .filteredOn(Operand.Piece.Value.class::isInstance)
                                .extracting(p -> ((Operand.Piece.Value) p).ref().typed())
                                .containsExactly("$m.upper", "$5"));
    }

    @Test
    void values() {
        assertThat(ValueRefs.in("x $3 $_ $m.from. $m.upper, $a-b $名.data", 0))
                .extracting(ValueRef::typed)
                .containsExactly("$3", "$_", "$m.from", "$m.upper", "$a-b", "$名.data");
        assertThat(ValueRefs.in("$m.fromage", 0)).extracting(ValueRef::typed).containsExactly("$m");
        assertThat(ValueRefs.in("costs 5$ or $ 5", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "500ms, 500000000",
        "2s, 2000000000",
        "1.5s, 1500000000",
        "10us, 10000",
        "3ns, 3",
        "2m, 120000000000",
        "1min, 60000000000",
        "1h, 3600000000000",
        "0ms, 0"
    })
    void times(String typed, long nanos) {
        assertThat(DurationParser.read(typed)).isEqualTo(new DurationParser.Time.Of(java.time.Duration.ofNanos(nanos)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "1.5", "soon", "-1s", "s", "1e3s", "9999999999s", ""})
    void noTimes(String typed) {
        assertThat(DurationParser.read(typed)).isInstanceOf(DurationParser.Time.Wrong.class);
    }

    @Test
    void theNearestWordIsSuggested() {
        List<String> words = List.of("open", "send", "sendto", "recv");
        assertThat(DidYouMean.nearest("opne", words)).contains("open");
        assertThat(DidYouMean.nearest("sedn", words)).contains("send");
        assertThat(DidYouMean.nearest("sentdo", words)).contains("sendto");
        assertThat(DidYouMean.nearest("frobnicate", words)).isEmpty();
        assertThat(DidYouMean.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(DidYouMean.distance("ab", "ba")).isEqualTo(1);
    }

    @Test
    void shellWords() {
        Command.Shell c = (Command.Shell) Parser.parse("/print From $m: “hi” ").command();
        assertThat(c.word()).isEqualTo(ShellWord.PRINT);
        assertThat(c.rest().text()).isEqualTo("From $m: “hi”");
        for (String again : List.of("/!", "/-2", "/7")) {
            assertThat(Parser.parse(again).command())
                    .isInstanceOfSatisfying(
                            Command.Shell.class, s -> assertThat(s.word()).isEqualTo(ShellWord.RERUN));
        }
        assertThat(Parser.parse("/exi").command()).isInstanceOf(Command.Shell.class);
        assertThat(Parser.parse("=> 5 bytes").command())
                .isInstanceOfSatisfying(
                        Command.Expect.class, e -> assertThat(e.result().text()).isEqualTo("5 bytes"));
        assertThat(Parser.parse("   ").command()).isEqualTo(new Command.Blank());
    }

    @Test
    void aWordsExampleIsThatWord() {
        for (ShellWord word : ShellWord.values()) {
            assertThat(Parser.parse(word.example()).command())
                    .as(word.example())
                    .isInstanceOfSatisfying(
                            Command.Shell.class, c -> assertThat(c.word()).isEqualTo(word));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "客户端", "a-b_c1", "नमस्ते", "é"})
    void names(String name) {
        assertThat(Parser.validName(name)).isTrue();
        assertThat(call(name + " = open udp").names().getFirst().text()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "1", "a b", "a.b", "a$", "=", "\u202e", "a\u0007"})
    void noNames(String name) {
        assertThat(Parser.validName(name)).isFalse();
    }

    @Test
    void everyCallCanBeTyped() {
        for (Call call : Call.values()) {
            assertThat(call.forms()).allSatisfy(f -> assertThat(UsageLine.of(f)).startsWith(f.word()));
        }
        assertThat(Optional.of(Call.typedAs("open")))
                .hasValueSatisfying(c -> assertThat(c).hasSize(1));
    }
}
