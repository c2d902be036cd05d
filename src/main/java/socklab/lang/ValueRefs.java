package socklab.lang;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import socklab.text.Message;

/** {@code $} values in a text. */
public final class ValueRefs {
    private static final String FIELDS = Arrays.stream(ValueRef.Field.values())
            .filter(f -> f != ValueRef.Field.MEMBER)
            .map(ValueRef.Field::word)
            .collect(Collectors.joining("|"));

    /** The fields of {@code struct tcp_info}, less their {@code tcpi_}. Source: linux/tcp.h. */
    public static final List<String> TCP_INFO = List.of(
                    "state retransmits probes backoff rto ato snd_mss rcv_mss unacked sacked lost retrans pmtu rtt rttvar"
                            .split(" "),
                    "snd_ssthresh snd_cwnd advmss total_retrans bytes_acked bytes_received segs_out segs_in notsent_bytes"
                            .split(" "),
                    "min_rtt data_segs_in data_segs_out delivery_rate busy_time rwnd_limited bytes_sent bytes_retrans snd_wnd rcv_wnd"
                            .split(" "))
            .stream()
            .flatMap(Arrays::stream)
            .toList();

    private static final String MEMBERS = String.join("|", TCP_INFO);
    private static final String NAME = "_(?![\\p{L}\\p{N}_-])|[\\p{L}\\p{N}_-]+[\\p{Mn}\\p{Mc}]*";

    /** {@code $name}, and {@code .field} only if the field is one. */
    private static final Pattern IN_TEXT =
            Pattern.compile("\\$(" + NAME + ")(?:\\.(?:(" + FIELDS + ")|(" + MEMBERS + "))(?![\\p{L}\\p{N}_]))?");

    private static final Pattern ALONE = Pattern.compile("\\$(" + NAME + ")(?:\\.(\\S+))?");

    private ValueRefs() {}

    /** The value that a word stands for, where one is needed. */
    static ValueRef required(Token token) throws ParseError {
        Matcher m = ALONE.matcher(token.text());
        if (!m.matches()) {
            throw new ParseError(token.span(), Message.of("fault.value", token.text()), Message.of("cure.value"));
        }
        Optional<ValueRef.Field> field = Optional.empty();
        if (m.group(2) != null) {
            String typed = m.group(2);
            if (TCP_INFO.contains(typed)) {
                return new ValueRef(m.group(1), Optional.of(ValueRef.Field.MEMBER), Optional.of(typed), token.span());
            }
            field = Arrays.stream(ValueRef.Field.values())
                    .filter(f -> f.word().equals(typed))
                    .findFirst();
            if (field.isEmpty()) {
                int start = token.span().start() + m.start(2);
                throw new ParseError(
                        new Span(start, token.span().end()),
                        Message.of("fault.field", typed),
                        Message.of("cure.field", FIELDS.replace("|", ", ")));
            }
        }
        return new ValueRef(m.group(1), field, token.span());
    }

    /** Whether the whole of a text has the form of one value. */
    static boolean alone(String text) {
        return ALONE.matcher(text).matches();
    }

    /** The values in a text, in order; {@code offset} is where the text stands in its line. */
    public static List<ValueRef> in(String text, int offset) {
        List<ValueRef> refs = new ArrayList<>();
        Matcher m = IN_TEXT.matcher(text);
        while (m.find()) {
            Optional<String> member = Optional.ofNullable(m.group(3));
            Optional<ValueRef.Field> field = Optional.ofNullable(m.group(2))
                    .map(f -> ValueRef.Field.valueOf(f.toUpperCase(java.util.Locale.ROOT)))
                    .or(() -> member.map(_ -> ValueRef.Field.MEMBER));
            refs.add(new ValueRef(m.group(1), field, member, new Span(offset + m.start(), offset + m.end())));
        }
        return refs;
    }
}
