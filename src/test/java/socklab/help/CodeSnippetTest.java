package socklab.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import socklab.call.Call;

/** The programs in the pages are programs: a C compiler, Python and a Java compiler say so. */
class CodeSnippetTest {
    private static final String C_HEAD = """
        #define _GNU_SOURCE
        #include <arpa/inet.h>
        #include <fcntl.h>
        #include <netinet/in.h>
        #include <poll.h>
        #include <stdio.h>
        #include <sys/epoll.h>
        #include <sys/ioctl.h>
        #include <sys/select.h>
        #include <sys/sendfile.h>
        #include <sys/socket.h>
        #include <unistd.h>
        """;
    private static final String JAVA_HEAD = """
        import java.nio.ByteBuffer;
        @SuppressWarnings("unused")
        abstract class Snippets {
            java.nio.channels.Selector selector; ByteBuffer a; ByteBuffer b; byte[][] pieces;
        """;

    @TempDir
    private Path folder;

    private static Stream<String> code(Call call, String language) {
        Node first =
                new PageLibrary().code(new HelpTopic.OfCall(call)).orElseThrow().getFirstChild();
        return Stream.iterate(first, n -> n != null, Node::getNext)
                .filter(n -> n instanceof FencedCodeBlock c && c.getInfo().equals(language))
                .map(n -> ((FencedCodeBlock) n).getLiteral());
    }

    @Test
    void cCompiles() throws Exception {
        StringBuilder text = new StringBuilder(C_HEAD);
        for (Call call : Call.values()) {
            String code = code(call, "c").findFirst().orElseThrow();
            // what a snippet takes from its surroundings, unless it makes it itself
            String given = (code.contains("int s =") ? "" : "int s, ")
                    + (code.contains("int c =") ? "" : "int c, ")
                    + (code.contains("int ep =") ? "" : "int ep, ")
                    + (code.contains("in a =") || code.contains("in a;") || code.contains("char a[")
                            ? ""
                            : "struct sockaddr_in a, ");
            text.append("void f_")
                    .append(call.function())
                    .append("(")
                    .append(given)
                    .append("int unused_) {\n")
                    .append(code)
                    .append("}\n");
        }
        run(text.toString(), "all.c", "gcc", "-std=gnu11", "-Wall", "-Wno-unused-variable", "-Werror", "-fsyntax-only");
    }

    @Test
    void pythonCompiles() throws Exception {
        StringBuilder text = new StringBuilder();
        for (Call call : Call.values()) {
            text.append("def f_").append(call.function()).append("(s, ep):\n");
            code(call, "python")
                    .findFirst()
                    .orElseThrow()
                    .lines()
                    .forEach(l -> text.append("    ").append(l).append('\n'));
        }
        run(text.toString(), "all.py", "python3", "-m", "py_compile");
    }

    private void run(String text, String name, String... command) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(name), text);
        List<String> all = new ArrayList<>(List.of(command));
        all.add(file.toString());
        Process process;
        try {
            process = new ProcessBuilder(all).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, command[0] + " is not here to judge the programs");
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    @Test
    void javaCompiles() {
        StringBuilder text = new StringBuilder(JAVA_HEAD);
        for (Call call : Call.values()) {
            String code = code(call, "java").findFirst().orElseThrow();
            boolean server = call.function().startsWith("accept") || code.contains("server");
            text.append("void f_")
                    .append(call.function())
                    .append("(")
                    .append(code.contains("var s =") ? "" : "java.net.Socket s, ")
                    .append(code.contains("var d =") ? "" : "java.net.DatagramSocket d, ")
                    .append(code.contains("var server =") ? "" : "java.net.ServerSocket server, ")
                    .append(
                            server && code.contains("channel.accept")
                                    ? "java.nio.channels.ServerSocketChannel channel"
                                    : "java.nio.channels.SocketChannel channel")
                    .append(") throws Exception {\n")
                    .append(code)
                    .append("}\n");
        }
        text.append("}\n");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "this Java has no compiler");
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        JavaFileObject source =
                new SimpleJavaFileObject(URI.create("string:///Snippets.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                };
        boolean well = compiler.getTask(null, null, said, List.of("-d", folder.toString()), null, List.of(source))
                .call();
        if (!well) {
            fail(said.getDiagnostics().toString());
        }
    }
}
