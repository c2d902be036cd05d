package socklab.export.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import socklab.call.Arg;
import socklab.call.Const;
import socklab.call.Param;
import socklab.call.Result;
import socklab.export.Constants;
import socklab.export.ProgramVariable;
import socklab.export.Refusal;
import socklab.export.Statement;
import socklab.export.Value;

/** Calls on any descriptor: functions of the modules os, fcntl and termios. Source: docs.python.org, os, fcntl. */
final class PythonDescriptorCalls {
    private static final Map<String, String> TERMIOS =
            Map.of("FIONREAD", "FIONREAD", "SIOCOUTQ", "TIOCOUTQ", "FIONBIO", "FIONBIO");

    private final PythonImports imports;
    private final PythonValues values;
    private final PythonCalls calls;

    PythonDescriptorCalls(PythonImports imports, PythonValues values, PythonCalls calls) {
        this.imports = imports;
        this.values = values;
        this.calls = calls;
    }

    PythonCalls.CallText call(Statement.Invoke call) throws Refusal {
        if (call.value(Param.Fcntl.class).isPresent()) {
            return fcntl(call);
        } else if (call.value(Param.Ioctl.class).isPresent()) {
            return ioctl(call);
        } else if (call.value(Param.FilePath.class).isPresent()) {
            return open(call);
        }
        return switch (call.call().result()) {
            case CLOSED, DESCRIPTOR -> own(call);
            case PAIR -> pipe(call);
            case SENT -> call.value(Param.Count.class).isPresent() ? moved(call) : function(call);
            default -> function(call);
        };
    }

    private PythonCalls.CallText open(Statement.Invoke call) throws Refusal {
        if (!(call.value(Param.FilePath.class).orElseThrow() instanceof Value.Given g)
                || !(g.arg() instanceof Arg.FilePath p)) {
            throw PythonCalls.lacks(call);
        }
        return PythonCalls.CallText.of("open", List.of(PythonText.text(p.path()), "\"rb\""));
    }

    /** What a socket and a file do themselves, and os does for a number. */
    private PythonCalls.CallText own(Statement.Invoke call) {
        ProgramVariable on = call.on().orElseThrow();
        boolean copied = call.call().result() == Result.DESCRIPTOR && on.kind() == ProgramVariable.Kind.FILE;
        return on.kind() == ProgramVariable.Kind.NUMBER || copied
                ? PythonCalls.CallText.of(imports.member("os", call.call().function()), List.of(values.fileno(on)))
                : PythonCalls.CallText.of(values.name(on) + "." + call.call().function(), List.of());
    }

    /** os.pipe makes both ends close-on-exec; os.pipe2 takes flags. */
    private PythonCalls.CallText pipe(Statement.Invoke call) throws Refusal {
        List<String> flags =
                call.value(Param.Flags.class).orElseThrow() instanceof Value.Given g && g.arg() instanceof Arg.Num n
                        ? Constants.flags(n.value(), Const.Group.PIPE_FLAG)
                        : List.of();
        return flags.isEmpty()
                ? PythonCalls.CallText.of(imports.member("os", "pipe"), List.of())
                : PythonCalls.CallText.of(imports.member("os", call.call().function()), List.of(os(flags)));
    }

    private String os(List<String> names) {
        return names.stream().map(n -> imports.member("os", n)).collect(Collectors.joining(" | "));
    }

    /** Bytes that move from one descriptor to another within the kernel. */
    private PythonCalls.CallText moved(Statement.Invoke call) throws Refusal {
        List<String> args = new ArrayList<>(List.of(values.fileno(call.on().orElseThrow())));
        for (int i = 1; i < call.values().size(); i++) {
            switch (call.values().get(i)) {
                case Value.Descriptor d -> args.add(values.fileno(d.socket()));
                case Value.Given g -> given(call, call.call().params().get(i), g.arg(), args);
                default -> throw PythonCalls.lacks(call);
            }
        }
        return PythonCalls.CallText.of(imports.member("os", call.call().function()), args);
    }

    private void given(Statement.Invoke call, Param param, Arg arg, List<String> args) throws Refusal {
        switch (arg) {
            case Arg.Num n
            when param instanceof Param.Flags f -> {
                if ((n.value() & Const.SPLICE_F_GIFT.value()) != 0) {
                    throw Refusal.of(call.source(), "python.lacks", Const.SPLICE_F_GIFT.name());
                } else if (n.value() != 0) {
                    args.add("flags=" + os(Constants.flags(n.value(), f.group())));
                }
            }
            case Arg.Num n -> args.add(Integer.toString(n.value()));
            case Arg.Offset o -> args.add(Long.toString(o.offset()));
            case Arg.Null _ when param instanceof Param.Offset -> args.add("None");
            case Arg.Null _ -> {} // an offset that Python's function has at its end
            default -> throw PythonCalls.lacks(call);
        }
    }

    private PythonCalls.CallText function(Statement.Invoke call) throws Refusal {
        return PythonCalls.CallText.of(
                imports.member("os", call.call().function()),
                Stream.concat(Stream.of(values.fileno(call.on().orElseThrow())), calls.arguments(call).stream())
                        .toList());
    }

    private PythonCalls.CallText fcntl(Statement.Invoke call) throws Refusal {
        if (!(call.value(Param.Fcntl.class).orElseThrow() instanceof Value.Given g)
                || !(g.arg() instanceof Arg.Fcntl f)) {
            throw PythonCalls.lacks(call);
        }
        List<String> args = new ArrayList<>(List.of(
                values.name(call.on().orElseThrow()),
                imports.member("fcntl", f.command().name())));
        if (f.value().isPresent()) {
            String module = f.command().argument().orElseThrow() == Const.Group.FD_FLAG ? "fcntl" : "os";
            List<String> names =
                    Constants.flags(f.value().get(), f.command().argument().orElseThrow());
            args.add(
                    names.isEmpty()
                            ? "0"
                            : names.stream().map(n -> imports.member(module, n)).collect(Collectors.joining(" | ")));
        }
        return PythonCalls.CallText.of(imports.member("fcntl", "fcntl"), args);
    }

    /** Python's ioctl changes a buffer; the number in it is unpacked. */
    private PythonCalls.CallText ioctl(Statement.Invoke call) throws Refusal {
        if (!(call.value(Param.Ioctl.class).orElseThrow() instanceof Value.Given g)
                || !(g.arg() instanceof Arg.Ioctl i)) {
            throw PythonCalls.lacks(call);
        }
        String name = i.request().name();
        String request = TERMIOS.containsKey(name) ? imports.member("termios", TERMIOS.get(name)) : name;
        if (!TERMIOS.containsKey(name)) {
            calls.defined().put(name, i.request().value());
        }
        if (i.value().isPresent()) {
            String value =
                    imports.member("struct", "pack") + "(\"i\", " + i.value().get() + ")";
            return PythonCalls.CallText.of(
                    imports.member("fcntl", "ioctl"),
                    List.of(values.name(call.on().orElseThrow()), request, value));
        }
        if (i.request() == Const.SIOCGSTAMP) {
            String stamp = imports.member("fcntl", "ioctl") + "("
                    + values.name(call.on().orElseThrow()) + ", " + request + ", bytes(16))";
            return PythonCalls.CallText.of(imports.member("struct", "unpack"), List.of("\"ll\"", stamp));
        }
        String made = imports.member("fcntl", "ioctl") + "("
                + values.name(call.on().orElseThrow()) + ", " + request + ", bytes(4))";
        return PythonCalls.CallText.of("int.from_bytes", List.of(made, imports.member("sys", "byteorder")));
    }
}
