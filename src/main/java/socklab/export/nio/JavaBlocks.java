package socklab.export.nio;

import java.util.List;
import java.util.Optional;
import socklab.call.Param;
import socklab.call.Result;
import socklab.export.CodeLines;
import socklab.export.Program;
import socklab.export.ProgramVariable;
import socklab.export.Reads;
import socklab.export.Refusal;
import socklab.export.SocketScopes;
import socklab.export.Statement;

/** The blocks of a program in Java: a {@code try} for each channel, and statements that Java joins to one. */
final class JavaBlocks {
    private final Program program;
    private final JavaValues values;
    private final NioCalls calls;
    private final JavaScope scope;
    private final CodeLines out;
    private final StatementWriter rest;

    /** Writes a statement that opens no block. */
    interface StatementWriter {
        void write(Statement statement) throws Refusal;
    }

    JavaBlocks(
            Program program, JavaValues values, NioCalls calls, JavaScope scope, CodeLines out, StatementWriter rest) {
        this.program = program;
        this.values = values;
        this.calls = calls;
        this.scope = scope;
        this.out = out;
        this.rest = rest;
    }

    /** Writes a block, and in it those that its channels have of their own. */
    void write(List<Statement> block, SocketScopes scopes) throws Refusal {
        write(block, scopes, 0, block.size());
    }

    private void write(List<Statement> block, SocketScopes scopes, int from, int to) throws Refusal {
        for (int i = from; i < to; ) {
            Statement statement = block.get(i);
            if (i + 1 < to && inlined(statement, block.get(i + 1))) {
                i++;
                continue;
            }
            Optional<Integer> listen = listen(block, i, to);
            if (listen.isPresent()) {
                out.add(calls.bindAndListen((Statement.Invoke) statement, (Statement.Invoke) block.get(listen.get()))
                        + ";");
                for (int k = i + 1; k < listen.get(); k++) {
                    rest.write(block.get(k));
                }
                i = listen.get() + 1;
                continue;
            }
            Optional<SocketScopes.Scope> own = scopes.at(i).filter(s -> isUsed(block, s));
            if (own.isEmpty()) {
                rest.write(statement);
                i++;
                continue;
            }
            open(statement, own.get().socket());
            scope.enter();
            out.in();
            write(block, scopes, i + 1, own.get().close().orElse(own.get().end()));
            out.out().add("}");
            scope.leave();
            i = own.get().end();
        }
    }

    /** Whether the body of a try names its resource, as the compiler wants. */
    private boolean isUsed(List<Statement> block, SocketScopes.Scope of) {
        return Reads.count(block, of.socket()) > (of.close().isPresent() ? 1 : 0);
    }

    /** An address that only the next statement reads is asked for in the middle of that. */
    private boolean inlined(Statement statement, Statement next) throws Refusal {
        if (!(statement instanceof Statement.Invoke call)
                || call.call().result() != Result.LOCAL_NAME
                || !call.expected().isEmpty()
                || next instanceof Statement.Loop
                || next instanceof Statement.Start
                || !SocketScopes.touched(next)
                        .contains(call.produced().address().orElseThrow())
                || Reads.count(program.body(), call.produced().address().orElseThrow()) != 1) {
            return false;
        }
        values.inline(call.produced().address().orElseThrow(), calls.call(call));
        return true;
    }

    /** Where the listen stands that follows a bind of the same socket, with nothing but comments between. */
    private Optional<Integer> listen(List<Statement> block, int bind, int to) throws Refusal {
        if (!(block.get(bind) instanceof Statement.Invoke b)
                || b.value(Param.Local.class).isEmpty()
                || !calls.type(b, b.on().orElseThrow()).equals("ServerSocketChannel")) {
            return Optional.empty();
        }
        for (int k = bind + 1; k < to; k++) {
            if (block.get(k) instanceof Statement.Comment || block.get(k) instanceof Statement.Gap) {
                continue;
            }
            if (block.get(k) instanceof Statement.Invoke next
                    && next.on().equals(b.on())
                    && next.value(Param.Int.class).isPresent()) {
                return Optional.of(k);
            }
            boolean harmless =
                    block.get(k) instanceof Statement.Invoke next && next.call().result() == Result.LOCAL_NAME;
            if (!harmless) {
                break;
            }
        }
        throw Refusal.of(b.source(), "java.bind");
    }

    private void open(Statement statement, ProgramVariable socket) throws Refusal {
        if (statement instanceof Statement.Invoke call) {
            out.add("try (" + calls.type(call, socket) + " " + values.name(socket) + " = " + calls.call(call) + ") {");
        } else {
            Statement.Join join = (Statement.Join) statement;
            out.add("try (" + calls.type(join.start().call(), socket) + " " + values.name(socket) + " = "
                    + values.name(join.start().thread()) + ".get()) {");
        }
    }
}
