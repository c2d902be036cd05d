package socklab.dist;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import socklab.call.Call;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.Form;
import socklab.call.SocketOption;
import socklab.lang.ShellWord;

/** The words of the language, from their declarations; the longest first, so that no regular expression ends early. */
record LabWords(
        List<String> calls, List<String> kinds, List<String> constants, List<String> errnos, List<String> shellWords) {

    static LabWords declared() {
        List<Form> forms =
                Stream.of(Call.values()).flatMap(c -> c.forms().stream()).toList();
        return new LabWords(
                sorted(forms.stream().map(Form::word)),
                sorted(forms.stream()
                        .flatMap(f -> f.slots().stream())
                        .filter(Form.Preset.class::isInstance)
                        .map(slot -> ((Form.Preset) slot).name())),
                sorted(Stream.concat(
                        Arrays.stream(Const.values()).map(Const::name),
                        Arrays.stream(SocketOption.values()).map(SocketOption::name))),
                sorted(Arrays.stream(Errno.values()).map(Errno::name)),
                sorted(Arrays.stream(ShellWord.values()).map(ShellWord::word)));
    }

    private static List<String> sorted(Stream<String> words) {
        return words.distinct()
                .sorted(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
