package socklab.kernel.tables;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import socklab.call.OptionValue;
import socklab.call.OptionValue.Fields.Field;
import socklab.kernel.TcpMetrics;
import socklab.kernel.ffm.NativeMemory;

/**
 * {@code struct tcp_info}, field by field.
 *
 * <p>Later kernels append fields. Source: linux/tcp.h; tcp(7).
 */
public final class TcpInfo {
    /** The names of TCP's states in RFC 9293, in the order of the kernel's numbers, from 1. */
    static final List<String> STATES = List.of(
            "ESTABLISHED",
            "SYN-SENT",
            "SYN-RECEIVED",
            "FIN-WAIT-1",
            "FIN-WAIT-2",
            "TIME-WAIT",
            "CLOSED",
            "CLOSE-WAIT",
            "LAST-ACK",
            "LISTEN",
            "CLOSING",
            "SYN-RECEIVED",
            "CLOSED");

    /** A field. */
    record Layout(String name, int offset, int size) {}

    /** All fields except bit fields, in the order of the declaration. */
    static final List<Layout> FIELDS = fields();

    /** The byte with the bit fields tcpi_snd_wscale and tcpi_rcv_wscale. */
    private static final int WSCALE = 6;

    /** From this value on there is no slow start threshold yet. Source: linux/tcp.h, {@code TCP_INFINITE_SSTHRESH}. */
    private static final long NO_THRESHOLD = 0x7fffffff;

    private static final int NOTSENT = FIELDS.stream()
            .filter(f -> f.name().equals("tcpi_notsent_bytes"))
            .findFirst()
            .orElseThrow()
            .offset();

    private static List<Layout> fields() {
        List<Layout> all = new ArrayList<>();
        int at = add(
                all,
                0,
                1,
                "tcpi_state",
                "tcpi_ca_state",
                "tcpi_retransmits",
                "tcpi_probes",
                "tcpi_backoff",
                "tcpi_options");
        at = add(
                all,
                at + 2,
                4,
                "tcpi_rto",
                "tcpi_ato",
                "tcpi_snd_mss",
                "tcpi_rcv_mss",
                "tcpi_unacked",
                "tcpi_sacked",
                "tcpi_lost",
                "tcpi_retrans",
                "tcpi_fackets",
                "tcpi_last_data_sent",
                "tcpi_last_ack_sent",
                "tcpi_last_data_recv",
                "tcpi_last_ack_recv",
                "tcpi_pmtu",
                "tcpi_rcv_ssthresh",
                "tcpi_rtt",
                "tcpi_rttvar",
                "tcpi_snd_ssthresh",
                "tcpi_snd_cwnd",
                "tcpi_advmss",
                "tcpi_reordering",
                "tcpi_rcv_rtt",
                "tcpi_rcv_space",
                "tcpi_total_retrans");
        at = add(all, at, 8, "tcpi_pacing_rate", "tcpi_max_pacing_rate", "tcpi_bytes_acked", "tcpi_bytes_received");
        at = add(
                all,
                at,
                4,
                "tcpi_segs_out",
                "tcpi_segs_in",
                "tcpi_notsent_bytes",
                "tcpi_min_rtt",
                "tcpi_data_segs_in",
                "tcpi_data_segs_out");
        at = add(all, at, 8, "tcpi_delivery_rate", "tcpi_busy_time", "tcpi_rwnd_limited", "tcpi_sndbuf_limited");
        at = add(all, at, 4, "tcpi_delivered", "tcpi_delivered_ce");
        at = add(all, at, 8, "tcpi_bytes_sent", "tcpi_bytes_retrans");
        at = add(
                all,
                at,
                4,
                "tcpi_dsack_dups",
                "tcpi_reord_seen",
                "tcpi_rcv_ooopack",
                "tcpi_snd_wnd",
                "tcpi_rcv_wnd",
                "tcpi_rehash");
        at = add(all, at, 2, "tcpi_total_rto", "tcpi_total_rto_recoveries");
        add(
                all,
                at,
                4,
                "tcpi_total_rto_time",
                "tcpi_received_ce",
                "tcpi_delivered_e1_bytes",
                "tcpi_delivered_e0_bytes",
                "tcpi_delivered_ce_bytes",
                "tcpi_received_e1_bytes",
                "tcpi_received_e0_bytes",
                "tcpi_received_ce_bytes");
        return List.copyOf(all);
    }

    private static int add(List<Layout> all, int from, int size, String... names) {
        int at = from;
        for (String name : names) {
            all.add(new Layout(name, at, size));
            at += size;
        }
        return at;
    }

    private TcpInfo() {}

    /** The name of a TCP state by the kernel's number. */
    public static String state(int number) {
        return number >= 1 && number <= STATES.size() ? STATES.get(number - 1) : Integer.toString(number);
    }

    /** The bytes in the send queue that were not sent yet. */
    static long unsent(NativeMemory info) {
        return info.size() < NOTSENT + Integer.BYTES ? 0 : Integer.toUnsignedLong(info.intAt(NOTSENT));
    }

    /** What TCP measures; fields that the kernel did not write are 0. */
    static TcpMetrics metrics(NativeMemory info) {
        long threshold = field(info, "tcpi_snd_ssthresh");
        return new TcpMetrics(
                field(info, "tcpi_snd_cwnd"),
                threshold >= NO_THRESHOLD ? OptionalLong.empty() : OptionalLong.of(threshold),
                field(info, "tcpi_rtt"),
                field(info, "tcpi_unacked"),
                field(info, "tcpi_total_retrans"));
    }

    private static long field(NativeMemory info, String name) {
        Layout layout =
                FIELDS.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
        return info.size() < layout.offset() + layout.size() ? 0 : Integer.toUnsignedLong(info.intAt(layout.offset()));
    }

    /** Reads as many fields as the kernel wrote. */
    public static OptionValue read(NativeMemory memory, int length) {
        List<Field> fields = new ArrayList<>();
        for (Layout layout : FIELDS) {
            if (layout.offset() + layout.size() <= length) {
                fields.add(new Field(
                        layout.name(), layout.offset() == 0 ? state(memory.byteAt(0)) : number(memory, layout)));
            }
            if (layout.offset() == WSCALE - 1 && length > WSCALE + 1) {
                scales(memory, fields);
            }
        }
        return new OptionValue.Fields(fields);
    }

    /** The bit fields: on a little-endian machine the first field is in the lowest bits. */
    private static void scales(NativeMemory memory, List<Field> fields) {
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            int scales = memory.byteAt(WSCALE);
            int limited = memory.byteAt(WSCALE + 1);
            fields.add(new Field("tcpi_snd_wscale", Integer.toString(scales & 0xf)));
            fields.add(new Field("tcpi_rcv_wscale", Integer.toString(scales >> 4)));
            fields.add(new Field("tcpi_delivery_rate_app_limited", Integer.toString(limited & 1)));
            fields.add(new Field("tcpi_fastopen_client_fail", Integer.toString(limited >> 1 & 3)));
        }
    }

    private static String number(NativeMemory memory, Layout layout) {
        return switch (layout.size()) {
            case 1 -> Integer.toString(memory.byteAt(layout.offset()));
            case 2 -> Integer.toString(memory.shortAt(layout.offset()));
            case 4 -> Integer.toUnsignedString(memory.intAt(layout.offset()));
            default -> Long.toUnsignedString(memory.longAt(layout.offset()));
        };
    }
}
