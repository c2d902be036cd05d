package socklab.kernel.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.StructLayout;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import socklab.call.Arg;
import socklab.call.CType;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.OptionBytes;
import socklab.call.OptionValue;
import socklab.call.SocketOption;
import socklab.call.SocketOption.Kind;
import socklab.kernel.ffm.CStructs;
import socklab.kernel.ffm.NativeMemory;
import socklab.kernel.ffm.NetlinkStructs;
import socklab.kernel.ffm.StructFields;
import socklab.kernel.tables.TcpInfo;
import socklab.lang.Command;
import socklab.lang.Operand;
import socklab.lang.Parser;
import socklab.oracle.CProgram;

/** Numbers, texts, structures and prototypes, held against C's own headers by way of a C compiler. */
class CHeadersTest {
    private static final String HEADERS = Stream.of(
                    "stdio.h",
                    "string.h",
                    "stddef.h",
                    "errno.h",
                    "fcntl.h",
                    "unistd.h",
                    "poll.h",
                    "signal.h",
                    "netdb.h",
                    "sys/resource.h",
                    "sys/socket.h",
                    "sys/un.h",
                    "sys/time.h",
                    "sys/select.h",
                    "sys/ioctl.h",
                    "sys/uio.h",
                    "sys/epoll.h",
                    "sys/sendfile.h",
                    "time.h",
                    "netinet/ip_icmp.h",
                    "linux/if_ether.h",
                    "netinet/in.h",
                    "netinet/ip.h",
                    "netinet/tcp.h",
                    "netinet/udp.h",
                    "arpa/inet.h",
                    "net/if.h",
                    "stdint.h",
                    "linux/sockios.h",
                    "linux/net_tstamp.h",
                    "linux/errqueue.h",
                    "linux/netlink.h",
                    "linux/rtnetlink.h",
                    "linux/inet_diag.h",
                    "linux/unix_diag.h",
                    "linux/capability.h",
                    "netpacket/packet.h")
            .map(h -> "#include <" + h + ">\n")
            .collect(Collectors.joining());

    @TempDir
    private Path folder;

    @BeforeEach
    void compiler() {
        String lacking = CProgram.lacking(folder);
        assumeTrue(lacking.isEmpty(), lacking);
    }

    private List<String> run(String body) {
        return CProgram.output(folder, program(body));
    }

    private static String program(String body) {
        return "#define _GNU_SOURCE\n" + HEADERS + "int main(void) {\n" + body + "return 0; }\n";
    }

    private static String shown(List<String> names) {
        return names.stream()
                .map(n -> "printf(\"%s %d\\n\", \"" + n + "\", (int) " + n + ");\n")
                .collect(Collectors.joining());
    }

    /** Numbers by name; a name that these headers do not have is left out, and is younger than they are. */
    private void compare(List<String> names, List<Integer> numbers) {
        Set<String> young = Pattern.compile("'(\\w+)' undeclared")
                .matcher(CProgram.compile(folder, program(shown(names)), List.of())
                        .text())
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toSet()); // not by #ifdef: some are enumerators
        String body = shown(names.stream().filter(n -> !young.contains(n)).toList());
        List<String> said = run(body);
        List<String> ours = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ours.add(names.get(i) + " " + numbers.get(i));
        }
        assertThat(ours).containsAll(said);
        assertThat(said).hasSizeGreaterThan(names.size() * 9 / 10);
    }

    @Test
    void constants() {
        List<Const> all = List.of(Const.values());
        compare(
                all.stream().map(Const::name).toList(),
                all.stream().map(Const::value).toList());
    }

    @Test
    void options() {
        List<SocketOption> all = List.of(SocketOption.values());
        compare(
                all.stream().map(SocketOption::name).toList(),
                all.stream().map(SocketOption::number).toList());
    }

    @Test
    void errnos() {
        List<Errno> all = List.of(Errno.values());
        List<String> said = run(all.stream()
                .map(e -> "printf(\"%d %s\\n\", " + e.name() + ", strerror(" + e.name() + "));\n")
                .collect(Collectors.joining()));
        assertThat(all.stream().map(e -> e.number() + " " + e.text()).toList()).isEqualTo(said);
    }

    @Test
    void noErrnoIsMissing() {
        List<String> said = run("for (int i = 1; i < 134; i++) if (strerrorname_np(i)) printf(\"%d\\n\", i);\n");
        assertThat(Arrays.stream(Errno.values())
                        .map(e -> Integer.toString(e.number()))
                        .toList())
                .containsAll(said.stream().filter(n -> !n.equals("133")).toList()); // EHWPOISON is no socket's
    }

    private static List<StructLayout> structs() {
        return Stream.of(CStructs.class, NetlinkStructs.class)
                .flatMap(c -> Arrays.stream(c.getDeclaredFields()))
                .filter(f -> f.getType() == StructLayout.class)
                .map(CHeadersTest::struct)
                .toList();
    }

    private static StructLayout struct(Field field) {
        try {
            return (StructLayout) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void structures() {
        List<String> ours = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (StructLayout s : structs()) {
            String type = "struct " + s.name().orElseThrow();
            body.append("printf(\"%s %zu\\n\", \"")
                    .append(type)
                    .append("\", sizeof(")
                    .append(type)
                    .append("));\n");
            ours.add(type + " " + s.byteSize());
            for (MemoryLayout member : s.memberLayouts()) {
                if (!(member instanceof PaddingLayout)) {
                    String field = member.name().orElseThrow();
                    body.append("printf(\"%s.%s %zu %zu\\n\", \"")
                            .append(type)
                            .append("\", \"")
                            .append(field)
                            .append("\", offsetof(")
                            .append(type)
                            .append(", ")
                            .append(field)
                            .append("), sizeof(((")
                            .append(type)
                            .append(" *) 0)->")
                            .append(field)
                            .append("));\n");
                    ours.add(type + "." + field + " " + StructFields.offset(s, field) + " " + member.byteSize());
                }
            }
        }
        assertThat(ours).hasSizeGreaterThan(100).isEqualTo(run(body.toString()));
    }

    @Test
    void optionSizes() {
        assertThat(run("""
            printf("%zu %zu %zu %zu\\n", sizeof(struct linger), sizeof(struct timeval), sizeof(struct ip_mreq), sizeof(struct ipv6_mreq));
            printf("%zu %zu\\n", sizeof(struct ucred), sizeof(struct in_addr));
            printf("%zu %zu %zu %zu\\n", sizeof(struct ip_mreq_source), sizeof(struct group_req), sizeof(struct group_source_req),
                    sizeof(struct in6_pktinfo));
            """))
                .containsExactly(
                        sizes(Kind.LINGER, Kind.TIME, Kind.MREQ, Kind.MREQ6),
                        sizes(Kind.UCRED, Kind.IN_ADDR),
                        sizes(Kind.MREQ_SOURCE, Kind.GROUP_REQ, Kind.GROUP_SOURCE_REQ, Kind.PKTINFO6));
    }

    private static String sizes(Kind... kinds) {
        return Stream.of(kinds).map(k -> Integer.toString(k.size())).collect(Collectors.joining(" "));
    }

    /** C fills each structure by the names of its fields; what setsockopt is given here is the same, byte for byte. */
    @Test
    void optionValuesLieInMemoryAsCHasThem() {
        Map<String, String> structures = new LinkedHashMap<>();
        structures.put("SO_LINGER on 3", "struct linger v = {.l_onoff = 1, .l_linger = 3};");
        structures.put("SO_RCVTIMEO 1500ms", "struct timeval v = {.tv_sec = 1, .tv_usec = 500000};");
        structures.put(
                "IP_ADD_MEMBERSHIP 239.1.2.3 127.0.0.1",
                "struct ip_mreq v = {.imr_multiaddr.s_addr = inet_addr(\"239.1.2.3\"), .imr_interface.s_addr ="
                        + " inet_addr(\"127.0.0.1\")};");
        structures.put(
                "IP_ADD_MEMBERSHIP 239.1.2.3 lo",
                "struct ip_mreqn v = {.imr_multiaddr.s_addr = inet_addr(\"239.1.2.3\"), .imr_ifindex ="
                        + " if_nametoindex(\"lo\")};");
        structures.put("IP_MULTICAST_IF lo", "struct ip_mreqn v = {.imr_ifindex = if_nametoindex(\"lo\")};");
        structures.put(
                "IP_ADD_SOURCE_MEMBERSHIP 232.1.2.3 10.0.0.9 127.0.0.1",
                "struct ip_mreq_source v = {.imr_multiaddr.s_addr = inet_addr(\"232.1.2.3\"), .imr_interface.s_addr ="
                        + " inet_addr(\"127.0.0.1\"), .imr_sourceaddr.s_addr = inet_addr(\"10.0.0.9\")};");
        structures.put(
                "IPV6_ADD_MEMBERSHIP ff02::1234 lo",
                "struct ipv6_mreq v = {.ipv6mr_interface = if_nametoindex(\"lo\")}; inet_pton(AF_INET6,"
                        + " \"ff02::1234\", &v.ipv6mr_multiaddr);");
        structures.put(
                "IPV6_PKTINFO ::1 lo",
                "struct in6_pktinfo v = {.ipi6_ifindex = if_nametoindex(\"lo\")}; inet_pton(AF_INET6, \"::1\","
                        + " &v.ipi6_addr);");
        structures.put(
                "MCAST_JOIN_GROUP 239.1.2.3 lo",
                "struct group_req v = {.gr_interface = if_nametoindex(\"lo\")}; *(struct sockaddr_in *) &v.gr_group ="
                    + " (struct sockaddr_in) {.sin_family = AF_INET, .sin_addr.s_addr = inet_addr(\"239.1.2.3\")};");
        structures.put(
                "MCAST_JOIN_SOURCE_GROUP ff32::1234 ::1 lo",
                "struct group_source_req v = {.gsr_interface = if_nametoindex(\"lo\")}; struct sockaddr_in6 *g ="
                        + " (struct sockaddr_in6 *) &v.gsr_group, *s = (struct sockaddr_in6 *) &v.gsr_source;"
                        + " g->sin6_family = s->sin6_family = AF_INET6; inet_pton(AF_INET6, \"ff32::1234\","
                        + " &g->sin6_addr); inet_pton(AF_INET6, \"::1\", &s->sin6_addr);");
        structures.put("IP_LOCAL_PORT_RANGE 40000-40100", "uint32_t v = 40000 | (uint32_t) 40100 << 16;");
        structures.put("IP_MTU_DISCOVER do", "int v = IP_PMTUDISC_DO;");
        structures.put(
                "SO_TIMESTAMPING SOF_TIMESTAMPING_SOFTWARE|SOF_TIMESTAMPING_RX_SOFTWARE", "int v = 1 << 4 | 1 << 3;");
        List<String> ours =
                structures.keySet().stream().map(CHeadersTest::bytes).toList();
        assertThat(ours)
                .isEqualTo(run(structures.values().stream()
                        .map(c -> "{ " + c
                                + " for (size_t k = 0; k < sizeof v; k++) printf(\"%02x\", ((unsigned char *)"
                                + " &v)[k]); puts(\"\"); }\n")
                        .collect(Collectors.joining())));
    }

    private static String bytes(String typed) {
        Command.Invoke command =
                (Command.Invoke) Parser.parse("setsockopt " + typed).command();
        Arg.SetOption arg = (Arg.SetOption) command.operands().stream()
                .filter(Operand.Bound.class::isInstance)
                .map(o -> ((Operand.Bound) o).arg())
                .filter(Arg.SetOption.class::isInstance)
                .findFirst()
                .orElseThrow();
        return HexFormat.of()
                .formatHex(OptionBytes.of(arg.value(), arg.option()).toArray());
    }

    /** Each field alone is set to 1 by C, and read here. Fields that are younger than the headers stand at the end. */
    @Test
    void tcpInfoFieldByField() {
        int length = SocketOption.Kind.TCP_INFO.size();
        List<OptionValue.Fields.Field> zero = fields(new byte[length], length);
        List<String> names = zero.stream().map(OptionValue.Fields.Field::name).toList();
        Set<String> young = Pattern.compile("no member named '(\\w+)'")
                .matcher(CProgram.compile(folder, tcpInfo(names), List.of()).text())
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toSet());
        List<String> old = names.stream().filter(n -> !young.contains(n)).toList();
        assertThat(names.subList(0, old.size())).isEqualTo(old).hasSizeGreaterThan(40);
        List<String> said = CProgram.output(folder, tcpInfo(old));
        for (int i = 0; i < old.size(); i++) {
            byte[] memory = Arrays.copyOf(HexFormat.of().parseHex(said.get(i)), length);
            List<OptionValue.Fields.Field> read = fields(memory, length);
            for (int j = 0; j < read.size(); j++) {
                assertThat(!read.get(j).equals(zero.get(j)))
                        .as(old.get(i) + " sets " + names.get(j))
                        .isEqualTo(i == j);
            }
        }
    }

    private static String tcpInfo(List<String> names) {
        return "#include <stdio.h>\n#include <string.h>\n#include <linux/tcp.h>\nint main(void) {\n"
                + names.stream()
                        .map(n -> "{ struct tcp_info i; memset(&i, 0, sizeof i); i." + n + " = 1;\n"
                                + "for (size_t k = 0; k <"
                                + " sizeof i; k++)"
                                + " printf(\"%02x\","
                                + " ((unsigned char *)"
                                + " &i)[k]); puts(\"\");"
                                + " }\n")
                        .collect(Collectors.joining())
                + "return 0; }\n";
    }

    private static List<OptionValue.Fields.Field> fields(byte[] memory, int length) {
        return ((OptionValue.Fields) TcpInfo.read(NativeMemory.of(MemorySegment.ofArray(memory)), length)).fields();
    }

    /** The C prototype that follows from a declaration is the one in the header. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void prototypes(Call call) {
        CProgram.Said strict = compatible(call, "#define _DEFAULT_SOURCE\n", CType::c);
        if (strict.text().contains("undeclared")) { // a GNU extension; with those, glibc takes any sockaddr by a union
            strict = compatible(call, "#define _GNU_SOURCE\n", t -> switch (t) {
                case SOCKADDR -> "__SOCKADDR_ARG";
                case CONST_SOCKADDR -> "__CONST_SOCKADDR_ARG";
                default -> t.c();
            });
        }
        assertThat(strict.exit()).as(strict.text()).isZero();
    }

    private CProgram.Said compatible(Call call, String features, Function<CType, String> type) {
        String pointer = type.apply(call.returns()) + " (*)("
                + call.ctypes().stream().map(type).collect(Collectors.joining(", "))
                + (call == Call.OPENAT ? ", ..." : "") + ")"; // a mode, where a file is made
        return CProgram.compile(
                folder,
                features + HEADERS + "_Static_assert(__builtin_types_compatible_p(__typeof__(&" + call.function()
                        + "), " + pointer + "), \"" + pointer + "\");\nint main(void) { return 0; }\n",
                List.of("-fsyntax-only"));
    }

    @Test
    void aPrototypeThatIsWrongIsFound() {
        assertThat(compatible(Call.LISTEN, "", t -> t == CType.INT ? "long" : t.c())
                        .exit())
                .isNotZero();
    }
}
