package socklab.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import socklab.call.Call;
import socklab.call.Form;
import socklab.call.SocketOption;
import socklab.kernel.LibcKernel;
import socklab.lab.Lab;
import socklab.lab.LabReader;
import socklab.lab.Needs;
import socklab.lang.Command;
import socklab.lang.Parser;

/** Every call in every form, going well and going wrong, held against strace. */
@Timeout(180)
class StraceTest {
    @BeforeAll
    static void strace() {
        StraceOracle.assume();
    }

    @Test
    void everyCall(@TempDir Path folder) {
        List<String> said = StraceOracle.lines(TortureLines.all(folder));
        assertThat(said).anyMatch(l -> l.endsWith(" <unfinished ...>")).anyMatch(l -> l.contains("-1 EINTR"));
    }

    @Test
    void everyOption() {
        List<String> said = StraceOracle.lines(TortureLines.options());
        assertThat(said).filteredOn(l -> l.startsWith("getsockopt(")).hasSize(5 * SocketOption.values().length);
    }

    @Test
    void everyFormIsAmongTheLines(@TempDir Path folder) {
        Set<String> forms = new TreeSet<>();
        for (String line : Stream.concat(TortureLines.all(folder).stream(), TortureLines.options().stream()).toList()) {
            if (Parser.parse(line).command() instanceof Command.Invoke c) {
                forms.add(c.call() + " " + c.word().text());
            } else {
                assertThat(line).startsWith("/");
            }
        }
        for (Call call : Call.values()) {
            for (Form form : call.forms()) {
                assertThat(forms).contains(call + " " + form.word());
            }
        }
    }

    /** The folders that have labs: one run of the program for each, so that none takes long. */
    static List<Path> folders() throws IOException {
        return LabFiles.all().stream().map(Path::getParent).distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyLab(Path folder) throws IOException {
        List<Path> labs = new ArrayList<>();
        for (Path file : LabFiles.all().stream().filter(f -> f.getParent().equals(folder)).toList()) {
            Lab lab = LabReader.read(file);
            assertThat(lab.mistakes()).as(file.toString()).isEmpty();
            if (Needs.lacking(lab, new LibcKernel()).isEmpty() && Needs.company(lab, false).isEmpty()) {
                labs.add(file);
            }
        }
        assumeFalse(labs.isEmpty(), "there is no lab that can be played here by itself");
        StraceOracle.labs(labs, List.of());
    }
}
