package socklab.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import socklab.call.OptionValue;
import socklab.call.OptionValue.Fields.Field;

/**
 * {@code struct tcp_info}, field by field.
 *
 * <p>Source: linux/tcp.h; tcp(7). Later kernels append fields; the first 104 bytes have been there since 2.6.
 */
final class TcpInfo {
    /** TCP's states in the kernel's numbering, from 1 on, by RFC 9293's names. */
    static final List<String> STATES = List.of("ESTABLISHED", "SYN-SENT", "SYN-RECEIVED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT",
            "CLOSED", "CLOSE-WAIT", "LAST-ACK", "LISTEN", "CLOSING", "SYN-RECEIVED");

    private static final List<String> BYTES = List.of("tcpi_state", "tcpi_ca_state", "tcpi_retransmits", "tcpi_probes",
            "tcpi_backoff", "tcpi_options");
    private static final List<String> WORDS = List.of("tcpi_rto", "tcpi_ato", "tcpi_snd_mss", "tcpi_rcv_mss", "tcpi_unacked",
            "tcpi_sacked", "tcpi_lost", "tcpi_retrans", "tcpi_fackets", "tcpi_last_data_sent", "tcpi_last_ack_sent",
            "tcpi_last_data_recv", "tcpi_last_ack_recv", "tcpi_pmtu", "tcpi_rcv_ssthresh", "tcpi_rtt", "tcpi_rttvar",
            "tcpi_snd_ssthresh", "tcpi_snd_cwnd", "tcpi_advmss", "tcpi_reordering", "tcpi_rcv_rtt", "tcpi_rcv_space",
            "tcpi_total_retrans");

    private TcpInfo() {}

    /** The name of a TCP state by the kernel's number. */
    static String state(int number) {
        return number >= 1 && number <= STATES.size() ? STATES.get(number - 1) : Integer.toString(number);
    }

    static OptionValue read(MemorySegment memory, int length) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < BYTES.size() && i < length; i++) {
            int value = memory.get(JAVA_BYTE, i) & 0xff;
            fields.add(new Field(BYTES.get(i), i == 0 ? state(value) : Integer.toString(value)));
        }
        for (int i = 0; i < WORDS.size() && 12 + 4 * i <= length; i++) {
            int value = memory.get(ValueLayout.JAVA_INT_UNALIGNED, 8 + 4L * i);
            fields.add(new Field(WORDS.get(i), Integer.toUnsignedString(value)));
        }
        return new OptionValue.Fields(fields);
    }
}
