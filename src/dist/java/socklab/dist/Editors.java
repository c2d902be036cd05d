package socklab.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What editors need to show a lab in colours: an extension for VS Code, and a folder for Vim. */
final class Editors {
    private static final String VSCODE = "editors/vscode/socklab/";
    private static final String VIM = "editors/vim/";

    private final Path vscode;
    private final String version;

    /** With the extension's own files in a folder. */
    Editors(Path vscode, String version) {
        this.vscode = vscode;
        this.version = version;
    }

    List<Product> products() throws IOException {
        LabWords words = LabWords.declared();
        return List.of(
                new Product(VSCODE + "package.json", extension()),
                new Product(
                        VSCODE + "language-configuration.json",
                        Files.readString(vscode.resolve("language-configuration.json"))),
                new Product(VSCODE + "syntaxes/socklab.tmLanguage.json", TextMateGrammar.lab(words)),
                new Product(VSCODE + "syntaxes/socklab.markdown.tmLanguage.json", TextMateGrammar.markdown()),
                new Product(VIM + "syntax/socklab.vim", VimSyntax.lab(words)),
                new Product(VIM + "after/syntax/markdown.vim", VimSyntax.markdown()),
                new Product(VIM + "ftdetect/socklab.vim", VimSyntax.DETECTION));
    }

    /** VS Code takes versions of three numbers. */
    private String extension() throws IOException {
        String three = version.matches("\\d+\\.\\d+") ? version + ".0" : version;
        return Files.readString(vscode.resolve("package.json")).replace("@VERSION@", three);
    }
}
