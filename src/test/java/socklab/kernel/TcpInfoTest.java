package socklab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.oracle.CProgram;
import socklab.shell.Bench;

/** The fields of {@code struct tcp_info}: their places against a C compiler's, their values against what was sent. */
class TcpInfoTest {
    /** Younger than many systems' headers; their places were read from linux/tcp.h of 6.2, 6.7 and 6.18. */
    private static final List<String> YOUNG = List.of("tcpi_rcv_wnd", "tcpi_rehash", "tcpi_total_rto", "tcpi_total_rto_recoveries",
            "tcpi_total_rto_time", "tcpi_received_ce", "tcpi_delivered_e1_bytes", "tcpi_delivered_e0_bytes", "tcpi_delivered_ce_bytes",
            "tcpi_received_e1_bytes", "tcpi_received_e0_bytes", "tcpi_received_ce_bytes");

    @TempDir
    private Path folder;

    @Test
    void fieldsLieWhereTheHeadersSay() {
        String lacking = CProgram.lacking(folder);
        assumeTrue(lacking.isEmpty(), lacking);
        List<TcpInfo.Layout> known = TcpInfo.FIELDS.stream().filter(f -> !YOUNG.contains(f.name())).toList();
        String body = known.stream().map(f -> "printf(\"%s %zu %zu\\n\", \"" + f.name() + "\", offsetof(struct tcp_info, " + f.name()
                + "), sizeof(((struct tcp_info *) 0)->" + f.name() + "));\n").collect(Collectors.joining());
        List<String> said = CProgram.output(folder, "#include <stdio.h>\n#include <stddef.h>\n#include <linux/tcp.h>\nint main(void) {\n" + body + "return 0; }\n");
        assertThat(said).isEqualTo(known.stream().map(f -> f.name() + " " + f.offset() + " " + f.size()).toList());
    }

    @Test
    void valuesAreThoseOfTheConnection() {
        try (Bench bench = new Bench()) {
            bench.run("l = open tcp", "bind 127.0.0.1 0", "listen", "c = open tcp", "c.connect $l.local", "p = l.accept");
            bench.run("p.send hello world", "c.recv 11 MSG_WAITALL");
            assertThat(bench.run("c.getsockopt TCP_INFO")).contains("tcpi_state=ESTABLISHED", " tcpi_snd_wscale=", " tcpi_bytes_received=11 ",
                    " tcpi_data_segs_in=1 ");
            assertThat(bench.run("l.getsockopt TCP_INFO")).contains("tcpi_state=LISTEN");
        }
    }
}
