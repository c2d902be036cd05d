package socklab.view.reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Arg;
import socklab.call.Bytes;
import socklab.call.Const;
import socklab.call.Errno;
import socklab.call.SocketAddress.Unix;
import socklab.call.SocketOption;
import socklab.text.Message;

/** Failures on Unix-domain sockets: what stands at the path or has the name. Source: unix(7), path_resolution(7). */
final class UnixRules {
    private UnixRules() {}

    static List<Rule> all() {
        return List.of(
                UnixRules::inUse,
                UnixRules::refused,
                UnixRules::path,
                UnixRules::permission,
                UnixRules::type,
                UnixRules::queue,
                UnixRules::size);
    }

    private static String shown(Unix name) {
        return (name.kind() == Unix.Kind.ABSTRACT ? "@" : "") + name.name();
    }

    private static Optional<Facts.UnixEntry> entry(EndedCall f, Unix name) {
        return f.facts().unix().stream()
                .flatMap(List::stream)
                .filter(e -> e.name().equals(shown(name)))
                .findFirst();
    }

    private static Message owner(Facts.UnixEntry entry) {
        return entry.owner().map(Owners::name).orElseGet(() -> Message.of("why.owner.unknown"));
    }

    private static Message type(int type) {
        return Message.of("why.unix.type."
                + (type == Const.SOCK_STREAM.value()
                        ? "stream"
                        : type == Const.SOCK_DGRAM.value() ? "dgram" : "seqpacket"));
    }

    private static Optional<List<Message>> inUse(EndedCall f) {
        Optional<Unix> name = f.unixName();
        if (!f.is(Errno.EADDRINUSE) || !f.unix() || name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Facts.UnixEntry> holder = entry(f, name.get());
        if (name.get().kind() == Unix.Kind.ABSTRACT) {
            return holder.map(h -> List.of(Message.of("why.unix.inUse.name", shown(name.get()), owner(h))));
        }
        return f.facts().path(EndedCall.path(name.get())).map(state -> {
            String path = EndedCall.path(name.get());
            if (!state.exists()) {
                return List.of(Message.of("why.unix.gone", path));
            }
            if (!state.socket()) {
                return List.of(Message.of("why.unix.inUse.file", path));
            }
            return holder.map(h -> List.of(Message.of("why.unix.inUse.held", path, owner(h))))
                    .orElseGet(() -> f.facts().unix().isPresent()
                            ? List.of(Message.of("why.unix.inUse.stale", path))
                            : List.of(Message.of("why.unix.inUse.exists", path)));
        });
    }

    private static Optional<List<Message>> refused(EndedCall f) {
        Optional<Unix> name = f.unixName();
        if (!f.is(Errno.ECONNREFUSED)
                || !f.unix()
                || name.isEmpty()
                || f.facts().unix().isEmpty()) {
            return Optional.empty();
        }
        Optional<Facts.UnixEntry> holder = entry(f, name.get());
        if (holder.isEmpty()) {
            return Optional.of(List.of(Message.of(
                    name.get().kind() == Unix.Kind.ABSTRACT ? "why.unix.refused.name" : "why.unix.refused.stale",
                    shown(name.get()))));
        }
        return Optional.of(List.of(Message.of(
                holder.get().listens() || !f.stream() ? "why.unix.refused.now" : "why.unix.refused.silent",
                shown(name.get()),
                owner(holder.get()))));
    }

    /** ENOENT, ENOTDIR: which part of the path. */
    private static Optional<List<Message>> path(EndedCall f) {
        if (!f.is(Errno.ENOENT, Errno.ENOTDIR) || !f.unix()) {
            return Optional.empty();
        }
        return f.unixName()
                .filter(n -> n.kind() == Unix.Kind.PATH)
                .map(EndedCall::path)
                .flatMap(path -> f.facts()
                        .path(path)
                        .flatMap(state -> state.noDirectory()
                                .map(part -> Message.of("why.unix.noDirectory", part))
                                .or(() -> state.missing().map(part -> Message.of("why.unix.missing", part)))
                                .or(() -> state.exists()
                                        ? Optional.<Message>empty()
                                        : Optional.of(Message.of("why.unix.noFile", path)))
                                .map(List::of)));
    }

    /** EACCES: which directory, or the file itself. */
    private static Optional<List<Message>> permission(EndedCall f) {
        if (!f.is(Errno.EACCES) || !f.unix()) {
            return Optional.empty();
        }
        return f.unixName()
                .filter(n -> n.kind() == Unix.Kind.PATH)
                .map(EndedCall::path)
                .flatMap(path -> f.facts()
                        .path(path)
                        .flatMap(state -> state.closed()
                                .map(part -> Message.of("why.unix.closed", part))
                                .or(() -> f.binds() && !state.folderWritable()
                                        ? Optional.of(Message.of("why.unix.folder", state.folder()))
                                        : Optional.empty())
                                .or(() -> !f.binds() && state.exists() && !state.writable()
                                        ? Optional.of(Message.of("why.unix.unwritable", path))
                                        : Optional.empty())
                                .map(List::of)));
    }

    private static Optional<List<Message>> type(EndedCall f) {
        if (!f.is(Errno.EPROTOTYPE) || !f.unix()) {
            return Optional.empty();
        }
        return f.unixName()
                .flatMap(n -> entry(f, n))
                .map(e -> List.of(Message.of(
                        "why.unix.otherType",
                        e.name(),
                        owner(e),
                        type(e.type()),
                        f.name(),
                        type(f.socket().orElseThrow().type()))));
    }

    /** EAGAIN: the listener's queue, or the receiver's. */
    private static Optional<List<Message>> queue(EndedCall f) {
        if (!f.is(Errno.EAGAIN) || !f.unix()) {
            return Optional.empty();
        }
        if (f.connects()) {
            return f.unixName().map(n -> List.of(Message.of("why.unix.backlog", shown(n))));
        }
        if (!f.sends() || f.stream()) {
            return Optional.empty();
        }
        List<Message> said = new ArrayList<>();
        said.add(f.unixName()
                .map(n -> Message.of("why.unix.queue", shown(n)))
                .orElseGet(() -> Message.of("why.unix.queue.peer")));
        f.facts()
                .sysctl("net/unix/max_dgram_qlen")
                .ifPresent(n -> said.add(Message.of("why.unix.queue.limit", n.strip())));
        return Optional.of(said);
    }

    /** EMSGSIZE: the message and the send buffer. */
    private static Optional<List<Message>> size(EndedCall f) {
        if (!f.is(Errno.EMSGSIZE) || !f.unix()) {
            return Optional.empty();
        }
        Optional<Integer> length = f.call()
                .invocation()
                .first(Arg.Payload.class)
                .map(Arg.Payload::data)
                .map(Bytes::length)
                .or(() -> f.call()
                        .invocation()
                        .first(Arg.Message.class)
                        .map(m -> m.pieces().stream().mapToInt(Bytes::length).sum()));
        Optional<String> room = f.socket()
                .flatMap(s -> f.facts().status(s))
                .map(s -> s.more().options().get(SocketOption.SO_SNDBUF))
                .or(() -> f.facts().sysctl("net/core/wmem_default"));
        return length.flatMap(bytes -> room.map(r -> List.of(Message.of("why.unix.size", bytes, f.name(), r.strip()))));
    }
}
