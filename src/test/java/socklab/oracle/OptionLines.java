package socklab.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.call.Const;
import socklab.call.SocketOption;

/** Lines that set and read every option. */
public final class OptionLines {
    private OptionLines() {}

    /** Every option set and read on a socket of each kind, whatever the kernel makes of it. */
    public static List<String> all() {
        return Stream.of("udp", "tcp", "udp6", "tcp6", "unix")
                .flatMap(kind -> options(kind).stream())
                .toList();
    }

    private static List<String> options(String kind) {
        List<String> lines = new ArrayList<>(List.of("open " + kind));
        for (SocketOption option : SocketOption.values()) {
            for (String value : values(option)) {
                lines.add("setsockopt " + option.name() + " " + value);
            }
            lines.add("getsockopt " + option.name());
        }
        return lines;
    }

    private static List<String> values(SocketOption option) {
        return switch (option.kind()) {
            case INT -> List.of("1", "4096", "-1");
            case SECONDS, MILLIS, MICROS -> List.of("1", "5s", "0", "-1");
            case SWITCH -> List.of("1", "0", "7");
            case ERRNO, TYPE, DOMAIN, PROTOCOL -> List.of("1");
            case LONG -> List.of("1");
            case TIME -> List.of("0s", "1500ms", "1us");
            case LINGER -> List.of("on 3", "off", "on 0");
            case TEXT -> List.of("lo", "reno", "nosuchname");
            case IN_ADDR -> List.of("127.0.0.1", "192.0.2.1", "lo");
            case CHOICE ->
                Stream.concat(option.names().orElseThrow().members().stream().map(Const::name), Stream.of("77"))
                        .toList();
            case FLAGS ->
                List.of(
                        option.names().orElseThrow().members().stream()
                                .map(Const::name)
                                .collect(Collectors.joining("|")),
                        "0",
                        "0x40000000");
            case PORT_RANGE -> List.of("40000-40100", "0-50000", "2-1", "0-0");
            case OCTETS ->
                List.of("hex:01010100", "hex:070704000000007f", "none", "hex:" + "00".repeat(40), "hex:8303");
            case MREQ_SOURCE -> List.of("232.1.2.3 127.0.0.1 127.0.0.1", "239.1.2.3 127.0.0.1", "127.0.0.1 127.0.0.1");
            case GROUP_REQ -> List.of("239.1.2.3 lo", "ff02::1234 lo", "239.1.2.3", "::1 lo", "239.1.2.3 99");
            case GROUP_SOURCE_REQ ->
                List.of("232.1.2.3 127.0.0.1 lo", "ff32::1234 ::1 lo", "232.1.2.3 ::1 lo", "232.1.2.3 127.0.0.1");
            case PKTINFO6 -> List.of("::1 lo", "::", "2001:db8::1");
            case INTERFACE -> List.of("lo", "99", "0");
            case MREQ -> List.of("239.1.2.3 127.0.0.1", "239.1.2.3", "127.0.0.1", "239.1.2.4 lo");
            case MREQ6 -> List.of("ff02::1234 lo", "ff02::1234", "ff02::99 99", "::1 lo");
            case NET_INTERFACE -> List.of("lo", "99", "0");
            case KEY -> List.of("hex:" + "0123456789abcdef".repeat(2), "hex:" + "00".repeat(32), "hex:01");
            case TXTIME -> List.of("CLOCK_TAI", "CLOCK_MONOTONIC SOF_TXTIME_REPORT_ERRORS", "77 4");
            case MD5SIG -> List.of("127.0.0.1 secret", "::1 secret", "127.0.0.1 " + "k".repeat(80));
            case ICMP_TYPES ->
                List.of("ICMP_ECHO", "ICMP_ECHOREPLY|ICMP_REDIRECT|ICMP_TIME_EXCEEDED", "0", "0x00f00000");
            case SYN, UCRED, MEMINFO, TCP_INFO, CC_INFO, SOCKADDR, DESCRIPTOR -> List.of();
        };
    }
}
