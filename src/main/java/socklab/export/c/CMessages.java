package socklab.export.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import socklab.call.Const;
import socklab.export.CodeLines;
import socklab.export.Endpoint;
import socklab.export.Identifiers;
import socklab.export.ProgramVariable;
import socklab.export.Refusal;
import socklab.export.Source;
import socklab.export.Statement;
import socklab.export.Value;

/** {@code struct msghdr} and what it points to. Source: sendmsg(2), recvmsg(2), cmsg(3). */
final class CMessages {
    private final Identifiers names;
    private final CHead head;
    private final CScope scope;
    private final CValues values;

    CMessages(Identifiers names, CHead head, CScope scope, CValues values) {
        this.names = names;
        this.head = head;
        this.scope = scope;
        this.values = values;
    }

    List<String> argument(Statement.Invoke call, Value value, CodeLines out) throws Refusal {
        return switch (value) {
            case Value.Gathered v -> gathered(call, v, out);
            case Value.Batch v -> batch(call, v, out);
            case Value.Pieces v -> pieces(call, v, out);
            case Value.Rooms v -> rooms(call, v, out);
            default -> throw Refusal.of(call.source(), "c.lacks", call.call().function());
        };
    }

    private String vector(Statement.Invoke call, List<Value.Payload> pieces, CodeLines out) throws Refusal {
        List<String> all = new ArrayList<>();
        for (Value.Payload piece : pieces) {
            CValues.Sized data = values.data(call.source(), piece.parts(), out);
            all.add("{.iov_base = " + data.pointer() + ", .iov_len = " + data.length() + "}");
        }
        String name = names.fresh("pieces");
        head.include("sys/uio.h");
        out.add("struct iovec " + name + "[] = {" + String.join(", ", all) + "};");
        return name;
    }

    private String to(Source source, Optional<Endpoint> to, CodeLines out) throws Refusal {
        if (to.isEmpty()) {
            return "";
        }
        CValues.Sized address = values.address(source, to.get(), out);
        return ", .msg_name = " + address.pointer().replace("(struct sockaddr *) ", "") + ", .msg_namelen = "
                + address.length();
    }

    private List<String> gathered(Statement.Invoke call, Value.Gathered v, CodeLines out) throws Refusal {
        String pieces = vector(call, v.pieces(), out);
        String message = names.fresh("message");
        String to = to(call.source(), v.to(), out);
        String control = "";
        if (!v.rights().isEmpty()) {
            head.include("string.h");
            control = names.fresh("control");
            out.add("char " + control + "[CMSG_SPACE(" + v.rights().size() + " * sizeof(int))];");
            out.add("memset(" + control + ", 0, sizeof " + control + ");");
        }
        out.add("struct msghdr " + message + " = {.msg_iov = " + pieces + ", .msg_iovlen = "
                + v.pieces().size() + to
                + (control.isEmpty() ? "" : ", .msg_control = " + control + ", .msg_controllen = sizeof " + control)
                + "};");
        if (!control.isEmpty()) {
            rights(v, message, out);
        }
        return List.of("&" + message);
    }

    private void rights(Value.Gathered v, String message, CodeLines out) {
        String header = names.fresh("header");
        String passed = names.fresh("passed");
        out.add("int " + passed + "[] = {"
                + String.join(", ", v.rights().stream().map(values::name).toList()) + "};");
        out.add("struct cmsghdr *" + header + " = CMSG_FIRSTHDR(&" + message + ");");
        out.add(header + "->cmsg_level = SOL_SOCKET;");
        out.add(header + "->cmsg_type = SCM_RIGHTS;");
        out.add(header + "->cmsg_len = CMSG_LEN(sizeof " + passed + ");");
        out.add("memcpy(CMSG_DATA(" + header + "), " + passed + ", sizeof " + passed + ");");
    }

    private List<String> batch(Statement.Invoke call, Value.Batch v, CodeLines out) throws Refusal {
        List<String> all = new ArrayList<>();
        String to = to(call.source(), v.to(), out);
        for (Value.Payload message : v.messages()) {
            String pieces = vector(call, List.of(message), out);
            all.add("{.msg_hdr = {.msg_iov = " + pieces + ", .msg_iovlen = 1" + to + "}}");
        }
        String name = names.fresh("messages");
        out.add("struct mmsghdr " + name + "[] = {" + String.join(", ", all) + "};");
        return List.of(name, Integer.toString(v.messages().size()));
    }

    private List<String> pieces(Statement.Invoke call, Value.Pieces v, CodeLines out) throws Refusal {
        if (v.sizes().size() != 1) {
            throw Refusal.of(call.source(), "c.pieces");
        }
        ProgramVariable data = call.produced().data().orElseThrow();
        CCalls calls = new CCalls(names, head, scope, values);
        calls.buffer(data, out);
        String piece = names.fresh("piece");
        head.include("sys/uio.h");
        out.add("struct iovec " + piece + " = {.iov_base = " + values.name(data) + ", .iov_len = "
                + v.sizes().getFirst() + "};");
        String message = names.of("received");
        String name = "";
        if (call.produced().address().isPresent()) {
            ProgramVariable address = call.produced().address().get();
            calls.room(address, out);
            name = ", .msg_name = &" + values.name(address) + ", .msg_namelen = " + values.length(address);
        }
        String control = "";
        if (v.control() > 0) {
            String room = names.fresh("control");
            out.add("char " + room + "[" + v.control() + "];");
            control = ", .msg_control = " + room + ", .msg_controllen = sizeof " + room;
        }
        String fields = "{.msg_iov = &" + piece + ", .msg_iovlen = 1" + name + control + "}";
        out.add(
                scope.declare(message)
                        ? "struct msghdr " + message + " = " + fields + ";"
                        : message + " = (struct msghdr) " + fields + ";");
        return List.of("&" + message);
    }

    private List<String> rooms(Statement.Invoke call, Value.Rooms v, CodeLines out) {
        head.include("sys/uio.h", "netinet/in.h");
        int count = v.sizes().size();
        int domain = call.on().map(ProgramVariable::domain).orElse(Const.AF_INET.value());
        String name = names.fresh("messages");
        List<String> all = new ArrayList<>();
        String room = names.fresh("room");
        String pieces = names.fresh("pieces");
        String senders = names.fresh("senders");
        int largest = v.sizes().stream().mapToInt(i -> i).max().orElse(1);
        out.add("char " + room + "[" + count + "][" + Math.max(1, largest) + "];");
        out.add(CScope.structure(domain) + " " + senders + "[" + count + "];");
        List<String> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            vectors.add("{.iov_base = " + room + "[" + i + "], .iov_len = "
                    + v.sizes().get(i) + "}");
            all.add("{.msg_hdr = {.msg_iov = &" + pieces + "[" + i + "], .msg_iovlen = 1, .msg_name = &" + senders + "["
                    + i + "], .msg_namelen = sizeof " + senders + "[0]}}");
        }
        out.add("struct iovec " + pieces + "[] = {" + String.join(", ", vectors) + "};");
        out.add("struct mmsghdr " + name + "[] = {").in();
        all.forEach(m -> out.add(m + ","));
        out.out().add("};");
        return List.of(name, Integer.toString(count));
    }

    /** Takes the descriptors out of a message that was received. */
    void passed(List<ProgramVariable> sockets, CodeLines out) {
        head.include("string.h");
        String first = names.fresh("header");
        out.add("struct cmsghdr *" + first + " = CMSG_FIRSTHDR(&" + names.of("received") + ");");
        out.add("if (" + first + " == NULL || " + first + "->cmsg_type != SCM_RIGHTS)");
        out.in().add("return EXIT_FAILURE;").out();
        head.include("stdlib.h");
        for (ProgramVariable socket : sockets) {
            if (scope.declare(values.name(socket))) {
                out.add("int " + values.name(socket) + ";");
            }
            out.add("memcpy(&" + values.name(socket) + ", CMSG_DATA(" + first + "), sizeof(int));");
        }
    }
}
