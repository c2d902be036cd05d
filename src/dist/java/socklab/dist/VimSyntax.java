package socklab.dist;

import java.util.List;

/**
 * Syntax files for Vim: of labs, and of the {@code socklab} blocks in Markdown. Source: Vim's manual, ":help syntax".
 */
final class VimSyntax {
    /** A line's begin up to the call: names that get the result, and the socket. */
    private static final String BEFORE = "^\\s*%(\\h\\w*%(\\s+\\h\\w*)*\\s*\\=\\s*)?";

    private static final String LAB = """
        " Vim syntax file: labs of socklab. Made from the declarations of its calls, constants and words.
        if exists("b:current_syntax")
          finish
        endif
        syn case match
        syn match socklabComment "^\\s*#.*$" contains=socklabNeeds,@Spell
        syn match socklabQuestion "^\\s*#\\%%(zh\\)\\=?.*$" contains=@Spell
        syn match socklabNeeds "#\\s*needs:" contained
        syn match socklabResult "^\\s*=>.*$" contains=socklabArrow,socklabWildcard,socklabErrno,socklabConstant,socklabString,socklabNumber
        syn match socklabFrame "^\\s*->.*$" contains=socklabArrow,socklabFlags,socklabNumber
        syn match socklabArrow "^\\s*[=-]>" contained
        syn match socklabFlags "\\[[A-Z.]*\\]" contained
        syn match socklabWildcard "\\[\\.\\.\\]" contained
        syn match socklabNames "\\v%s%%(\\h\\w*\\.)?%%(%%(%s)[[:alnum:]_.]@!)@=" contains=socklabName,socklabOperator nextgroup=socklabCall
        syn match socklabName "\\h\\w*" contained
        syn match socklabOperator "[=.]" contained
        syn match socklabCall "\\v%%(%s)[[:alnum:]_.]@!" contained nextgroup=socklabOperands
        syn match socklabOperands ".*$" contained contains=@socklabOperand
        syn match socklabWord "\\v^\\s*\\/%%(%s|-?\\d+)\\w@!" nextgroup=socklabOperands
        syn cluster socklabOperand contains=socklabString,socklabValue,socklabConstant,socklabKind,socklabNumber,socklabBackground
        syn region socklabString start=+"+ skip=+\\\\.+ end=+"+ oneline contained
        syn match socklabValue "\\v\\$%%(\\h\\w*|\\d+)%%(\\.\\h\\w*)*" contained
        syn match socklabNumber "\\v[[:alnum:]_.]@<!%%(0x\\x+|\\d+%%(\\.\\d+)*)" contained
        syn match socklabBackground "&\\s*$" contained
        syn match socklabKind "\\v<%%(%s)[[:alnum:]_-]@!" contained
        syn keyword socklabConstant contained %s
        syn keyword socklabErrno contained %s
        hi def link socklabComment Comment
        hi def link socklabQuestion SpecialComment
        hi def link socklabNeeds Todo
        hi def link socklabArrow Operator
        hi def link socklabFlags Constant
        hi def link socklabWildcard Special
        hi def link socklabName Identifier
        hi def link socklabOperator Operator
        hi def link socklabCall Function
        hi def link socklabWord Statement
        hi def link socklabString String
        hi def link socklabValue Identifier
        hi def link socklabNumber Number
        hi def link socklabBackground Operator
        hi def link socklabKind Type
        hi def link socklabConstant Constant
        hi def link socklabErrno Error
        let b:current_syntax = "socklab"
        """;

    private static final String MARKDOWN = """
        " The socklab blocks of Markdown.
        let s:syntax = get(b:, "current_syntax", "")
        unlet! b:current_syntax
        syn include @socklabLab syntax/socklab.vim
        syn region socklabBlock matchgroup=markdownCodeDelimiter start="^\\s*```\\s*socklab.*$" end="^\\s*```\\s*$" keepend contains=@socklabLab
        let b:current_syntax = s:syntax
        """;

    static final String DETECTION = "autocmd BufRead,BufNewFile *.lab setfiletype socklab\n";

    private VimSyntax() {}

    static String lab(LabWords words) {
        String calls = either(words.calls());
        return LAB.formatted(
                BEFORE,
                calls,
                calls,
                either(words.shellWords()),
                either(words.kinds()),
                String.join(" ", words.constants()),
                String.join(" ", words.errnos()));
    }

    static String markdown() {
        return MARKDOWN;
    }

    private static String either(List<String> words) {
        return String.join("|", words);
    }
}
