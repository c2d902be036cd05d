package socklab.kernel.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.oracle.CProgram;
import socklab.shell.TestShell;

/**
 * The fields of {@code struct tcp_info}: their places against a C compiler's and the running kernel's, their values
 * against what was sent.
 */
class TcpInfoTest {
    @TempDir
    private Path folder;

    /**
     * Fields younger than the headers here are left to the kernel's word, and all stand behind those that the headers
     * have.
     */
    @Test
    void fieldsLieWhereTheHeadersSay() {
        String lacking = CProgram.lacking(folder);
        assumeTrue(lacking.isEmpty(), lacking);
        List<TcpInfo.Layout> all = TcpInfo.FIELDS;
        Set<String> young = Pattern.compile("no member named '(\\w+)'")
                .matcher(CProgram.compile(folder, offsets(all), List.of()).text())
                .results()
                .map(m -> m.group(1))
                .collect(Collectors.toSet());
        List<TcpInfo.Layout> known =
                all.stream().filter(f -> !young.contains(f.name())).toList();
        assertThat(known).hasSizeGreaterThan(40).isEqualTo(all.subList(0, known.size()));
        assertThat(CProgram.output(folder, offsets(known)))
                .isEqualTo(known.stream()
                        .map(f -> f.name() + " " + f.offset() + " " + f.size())
                        .toList());
    }

    private static String offsets(List<TcpInfo.Layout> fields) {
        return "#include <stdio.h>\n#include <stddef.h>\n#include <linux/tcp.h>\nint main(void) {\n"
                + fields.stream()
                        .map(f -> "printf(\"%s %zu %zu\\n\", \"" + f.name() + "\", offsetof(struct tcp_info, "
                                + f.name() + "), sizeof(((struct tcp_info *) 0)->" + f.name() + "));\n")
                        .collect(Collectors.joining())
                + "return 0; }\n";
    }

    /** The kernel that runs here describes its own structures, fields of a few bits and the youngest among them. */
    @Test
    void fieldsLieWhereTheRunningKernelSays() throws IOException {
        assumeTrue(Files.isReadable(Btf.KERNEL), "this kernel has no type information: " + Btf.KERNEL);
        List<Btf.Member> kernel = Btf.struct("tcp_info").stream()
                .filter(m -> m.bit() % 8 == 0 && !m.bits())
                .toList();
        List<String> theirs =
                kernel.stream().map(m -> m.name() + " " + m.bit() / 8).toList();
        List<String> ours =
                TcpInfo.FIELDS.stream().map(f -> f.name() + " " + f.offset()).toList();
        assertThat(ours)
                .as("a younger kernel has further fields, an older one fewer")
                .startsWith(theirs.stream().limit(ours.size()).toArray(String[]::new));
    }

    @Test
    void valuesAreThoseOfTheConnection() {
        try (TestShell bench = new TestShell()) {
            bench.run(
                    "l = open tcp", "bind 127.0.0.1 0", "listen", "c = open tcp", "c.connect $l.local", "p = l.accept");
            bench.run("p.send hello world", "c.recv 11 MSG_WAITALL");
            assertThat(bench.run("c.getsockopt TCP_INFO"))
                    .contains(
                            "tcpi_state=ESTABLISHED",
                            " tcpi_snd_wscale=",
                            " tcpi_bytes_received=11 ",
                            " tcpi_data_segs_in=1 ");
            assertThat(bench.run("l.getsockopt TCP_INFO")).contains("tcpi_state=LISTEN");
        }
    }
}
