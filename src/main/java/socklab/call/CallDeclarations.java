package socklab.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The words in which {@link Call} declares its constants, and what several of them share. */
final class CallDeclarations {
    private CallDeclarations() {}

    static final Param SOCKFD = new Param.Fd("sockfd");
    static final Param FD = new Param.Fd("fd");
    static final Param DATA = new Param.Data("buf");
    static final Param BUFFER = new Param.Buffer("buf");
    static final Param MSG_FLAGS = new Param.Flags("flags", Const.Group.MSG);

    /** {@code open}'s kinds: domain, type and protocol of each. */
    static final Map<String, List<Arg>> SOCKET_KINDS = kinds(
            kind("udp", Const.AF_INET, Const.SOCK_DGRAM, Const.IPPROTO_IP),
            kind("tcp", Const.AF_INET, Const.SOCK_STREAM, Const.IPPROTO_IP),
            kind("udp6", Const.AF_INET6, Const.SOCK_DGRAM, Const.IPPROTO_IP),
            kind("tcp6", Const.AF_INET6, Const.SOCK_STREAM, Const.IPPROTO_IP),
            kind("unix", Const.AF_UNIX, Const.SOCK_STREAM, Const.IPPROTO_IP),
            kind("unix-dgram", Const.AF_UNIX, Const.SOCK_DGRAM, Const.IPPROTO_IP),
            kind("unix-seqpacket", Const.AF_UNIX, Const.SOCK_SEQPACKET, Const.IPPROTO_IP),
            kind("icmp", Const.AF_INET, Const.SOCK_DGRAM, Const.IPPROTO_ICMP),
            kind("icmp6", Const.AF_INET6, Const.SOCK_DGRAM, Const.IPPROTO_ICMPV6),
            kind("raw", Const.AF_INET, Const.SOCK_RAW, Const.IPPROTO_ICMP),
            kind("raw6", Const.AF_INET6, Const.SOCK_RAW, Const.IPPROTO_ICMPV6));

    /** {@code socketpair}'s kinds. */
    static final Map<String, List<Arg>> PAIR_KINDS = kinds(
            pair("unix", Const.SOCK_STREAM),
            pair("unix-dgram", Const.SOCK_DGRAM),
            pair("unix-seqpacket", Const.SOCK_SEQPACKET));

    /** The parameters, in C's order. */
    static List<Param> c(Param... params) {
        return List.of(params);
    }

    static Param choice(String name, Const.Group group) {
        return new Param.Choice(name, group, 0);
    }

    static List<TypedForm> typed(TypedForm... forms) {
        return List.of(forms);
    }

    /** A form whose slots are parameters by name; {@code [name]} may be left out. */
    static TypedForm form(String word, String... slots) {
        return params ->
                new Form(word, Stream.of(slots).map(slot -> slot(slot, params)).toList());
    }

    /** Forms over those parameters. */
    static List<Form> over(List<TypedForm> forms, List<Param> params) {
        return forms.stream().map(form -> form.over(params)).toList();
    }

    private static Form.Slot slot(String spec, List<Param> params) {
        boolean optional = spec.startsWith("[");
        String name = optional ? spec.substring(1, spec.length() - 1) : spec;
        for (Param param : params) {
            if (param.name().equals(name)) {
                return new Form.Typed(param, optional);
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** A form with one word that stands for all values. */
    static TypedForm preset(String word, String name, Map<String, List<Arg>> values) {
        return _ -> new Form(word, List.of(new Form.Preset(name, values)));
    }

    private record Kind(String name, List<Arg> args) {}

    private static Kind kind(String name, Const domain, Const type, Const protocol) {
        return new Kind(
                name, List.of(new Arg.Num(domain.value()), new Arg.Num(type.value()), new Arg.Num(protocol.value())));
    }

    private static Kind pair(String name, Const type) {
        return new Kind(
                name,
                List.of(
                        new Arg.Num(Const.AF_UNIX.value()),
                        new Arg.Num(type.value()),
                        new Arg.Num(Const.IPPROTO_IP.value()),
                        new Arg.PairSpace()));
    }

    private static Map<String, List<Arg>> kinds(Kind... kinds) {
        Map<String, List<Arg>> map = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            map.put(kind.name(), kind.args());
        }
        return Collections.unmodifiableMap(map);
    }

    /** The calls that each word can start, in the order of their declaration. */
    static Map<String, List<Call>> byWord(Call... all) {
        Map<String, List<Call>> calls = new HashMap<>();
        for (Call call : all) {
            for (Form form : call.forms()) {
                List<Call> known = calls.computeIfAbsent(form.word(), _ -> new ArrayList<>());
                if (!known.contains(call)) {
                    known.add(call);
                }
            }
        }
        calls.replaceAll((_, known) -> Collections.unmodifiableList(known));
        return calls;
    }

    /** A form that still looks for its parameters. */
    interface TypedForm {
        Form over(List<Param> params);
    }
}
