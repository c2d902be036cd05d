package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import socklab.kernel.Kernel;
import socklab.kernel.UnsupportedEnvironment;
import socklab.kernel.libc.LibcKernel;
import socklab.shell.TestShell;
import socklab.text.Language;
import socklab.text.Message;

/** Where no wire can be laid, {@code /wire} says why, and how to go on. */
class WireRefusalTest {

    /** A kernel of a machine that allows no host. */
    private static Kernel refusing(String reason) {
        Kernel real = new LibcKernel();
        return (Kernel) Proxy.newProxyInstance(
                Kernel.class.getClassLoader(), new Class<?>[] {Kernel.class}, (_, method, args) -> {
                    if (method.getName().equals("openHost")) {
                        throw new UnsupportedEnvironment(Message.of(reason, "EPERM (Operation not permitted)"));
                    }
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        "cannot.namespaceUser, EN, '/reload -restore runs the lines of this session again'",
        "cannot.namespaceUser, ZH, '/reload -restore 会重新运行本会话的各行'",
        "cannot.namespaceAppArmor, EN, 'sudo ./run.sh --wire'",
        "cannot.namespaceSysctl, EN, 'kernel.unprivileged_userns_clone=1 turns them on'",
        "cannot.namespaceSystem, EN, 'only Linux has network namespaces'"
    })
    void refusalSaysHowToGoOn(String reason, Language language, String words) {
        try (TestShell shell = new TestShell(language, refusing(reason))) {
            new WireCommands(shell.shell(), shell.ui()).register();
            assertThat(shell.tells("/wire")).contains(words);
            assertThat(shell.tells("s = open udp")).as("the session goes on").contains("=> s");
            assertThat(shell.shell().session().hosts()).isEmpty();
        }
    }
}
