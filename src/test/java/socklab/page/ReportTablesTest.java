package socklab.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relay and a wire were told to do stands in a report beside what they did. */
class ReportTablesTest {
    @TempDir
    private Path folder;

    private Report report(String lines, Report.Mode mode) throws IOException {
        return PageFixture.run(Files.writeString(folder.resolve("x.lab"), lines))
                .report(PageFixture.ENGLISH, mode);
    }

    private static List<String> rows(TablePicture table) {
        return table.rows().stream()
                .map(row -> row.stream().map(ReportTablesTest::text).collect(Collectors.joining(" | ")))
                .toList();
    }

    private static String text(List<Wording.Said> cell) {
        return cell.getFirst().text();
    }

    private static final String RELAY = """
        # A relay that loses
        /server udp 0
        /relay udp 0 $server up: drop 2
        client = open udp
        client.connect $relay
        client.send one
        client.recv 10
        client.send two
        client.send three
        #? What comes back?
        client.recv 10
        => "THREE" (5 bytes)
        """;

    @Test
    void aRelaysCounts() throws IOException {
        Report report = report(RELAY, Report.Mode.FULL);
        assertThat(report.tables()).hasSize(1);
        TablePicture table = report.tables().getFirst();
        assertThat(table.heads().stream().map(ReportTablesTest::text))
                .containsExactly("way", "configured", "arrived", "lost", "sent", "realised");
        assertThat(rows(table))
                .containsExactly(
                        "→ to the server | drop 2 | 3 | 1 | 2 | drop 2: 33.3% (1 of 3)",
                        "← to the clients | nothing set | 2 | 0 | 2 | ");
        assertThat(Html.of(report)).contains("What the relay did to datagrams: 127.0.0.1:");
    }

    /** What was lost would tell the answer. */
    @Test
    void aWorksheetHasNone() throws IOException {
        assertThat(report(RELAY, Report.Mode.BLANK).tables()).isEmpty();
    }

    @Test
    void aSettingThatFollowsAnotherHasItsOwnRow() throws IOException {
        Report report = report(RELAY + """
            /relay set up: delay 1ms
            client.send four
            client.recv 10
            /relay stop
            """, Report.Mode.FULL);
        assertThat(rows(report.tables().getFirst()))
                .hasSize(3)
                .first()
                .asString()
                .contains("drop 2 | 3");
    }

    @Test
    void aWiresFrames() throws IOException {
        Report report = report("""
            # A wire that loses
            /wire
            s = a.open udp
            t = b.open udp
            t.bind 9000
            /wire delay 5ms
            /wire drop next
            s.sendto b 9000 one
            s.sendto b 9000 two
            t.recv 10
            => "two" (3 bytes)
            /wire off
            """, Report.Mode.FULL);
        assumeTrue(!report.tables().isEmpty(), "no wire can be laid here");
        assertThat(rows(report.tables().getFirst())).containsExactly("a → b | delay 5ms | 2 | 1 | 1 | 5.0 ms");
    }
}
