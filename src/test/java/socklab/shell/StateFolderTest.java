package socklab.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path temp;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has other permissions")
    void isTheOwnersOnly() throws IOException {
        StateFolder folder = StateFolder.of(Map.of("XDG_STATE_HOME", temp.toString()), "/nowhere");
        folder.make();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("socklab"))))
                .isEqualTo("rwx------");
    }

    @Test
    void isWhereThePlatformHasIt() {
        Path here = temp.toAbsolutePath();
        assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "relative"), here.toString())
                        .path())
                .isEqualTo(here.resolve(".local/state/socklab"));
        assertThat(StateFolder.of(Map.of("LOCALAPPDATA", here.toString()), "/nowhere")
                        .path())
                .isEqualTo(here.resolve("socklab"));
    }

    /** As Windows' own, the file system of an archive knows no POSIX permissions. */
    @Test
    void asksForNoPermissionsWhereThereAreNone() throws IOException {
        try (FileSystem plain = FileSystems.newFileSystem(
                URI.create("jar:" + temp.resolve("plain.zip").toUri()), Map.of("create", "true"))) {
            assertThat(plain.supportedFileAttributeViews()).doesNotContain("posix");
            StateFolder folder = new StateFolder(plain.getPath("/home/socklab"));
            folder.make();
            Path made =
                    Files.createFile(folder.file("history"), StateFolder.owners(folder.file("history"), "rw-------"));
            assertThat(made).exists();
        }
    }
}
