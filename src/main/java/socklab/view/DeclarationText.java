package socklab.view;

import socklab.call.Call;
import socklab.lang.ShellWord;
import socklab.text.Messages;

/** What the declarations of calls and words say, in a language: English as declared, Chinese by key. */
public final class DeclarationText {
    private DeclarationText() {}

    /** What a call is for. */
    public static String summary(Call call, Messages messages) {
        return messages.find("call." + call.name()).orElse(call.summary());
    }

    /** What a word is for. */
    public static String summary(ShellWord word, Messages messages) {
        return messages.find("word." + word.name()).orElse(word.summary());
    }
}
