package socklab.lang;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The shell words: one constant each, and THE place to add one.
 *
 * <p>Parsing, completion and help follow from the declaration; what a word does is said where it is wired,
 * and a test holds that every word does something.
 */
public enum ShellWord {
    HELP("[word]", Args.TOPIC, "what there is, or one call or word explained", "/help sendto"),
    EXIT("", Args.NONE, "leave", "/exit"),
    LIST("", Args.NONE, "the calls so far, numbered", "/list"),
    RERUN("", Args.NONE, "run a call again: /! the last, /-2 the last but one, /7 number 7", "/!"),
    HISTORY("", Args.NONE, "the lines typed so far", "/history"),
    USE("NAME", Args.SOCKET, "make a socket the current one", "/use s1"),
    SOCKETS("[all]", Args.ALL, "the open sockets, as the kernel's tables show them", "/sockets"),
    STATE("[SOCKET]", Args.SOCKET, "TCP's state machine, and where a socket stands in it", "/state s1"),
    SHOW("[$VALUE]", Args.VALUE, "all of a result: text and bytes", "/show $3"),
    EXPLAIN(
            "[CALL|ERRNO|OPTION|FLAG|STATE|IDEA|/WORD]",
            Args.TOPIC,
            "the page of a call, an errno, an option, a flag, a TCP state or an idea",
            "/explain SO_REUSEADDR"),
    WHY("[N]", Args.FREE, "why the last call failed, or call N, or what blocked calls wait for, from evidence", "/why"),
    TIMELINE(
            "[N|all] [plain]",
            Args.FREE,
            "the calls so far as a ladder: a lane for each socket, time downwards",
            "/timeline all"),
    SET("[NAME VALUE]", Args.SETTING, "what can be set, or set it", "/set feedback verbose"),
    JOBS("", Args.NONE, "the calls that block in the background", "/jobs"),
    FG("[N|NAME]", Args.JOB, "bring a job to the foreground", "/fg 1"),
    KILL("[N|NAME]", Args.JOB, "interrupt a job's call: it returns EINTR", "/kill 1"),
    WAIT("[N|NAME] [TIME]", Args.JOB, "wait until a job's call returns", "/wait c 2s"),
    REPORT(
            "FILE [blank|answers] [en|zh|both]",
            Args.FILE,
            "write the session as a page: its lines, results and ladder",
            "/report my.html"),
    SAVE("FILE", Args.FILE, "write the session as a lab", "/save my.lab"),
    EXPORT(
            "python|c|java FILE [--socket NAME] [--check] [--errors]",
            Args.EXPORT,
            "write the session so far as a program, or one side of it",
            "/export python client.py --socket client"),
    OPEN("FILE", Args.FILE, "run a lab, or take in the calls of a log of strace", "/open my.lab"),
    LAB("[NAME [step|type|play] [here]]", Args.LAB, "the labs there are, or play one", "/lab first"),
    RESET("", Args.NONE, "close everything and start over", "/reset"),
    RELOAD(
            "[-restore [N]]",
            Args.FREE,
            "run this session again, or with -restore the one before it",
            "/reload -restore"),
    SERVER(
            "[udp|tcp [PORT] [--any] [--iterative] [HOST] | stop]",
            Args.SERVER,
            "start or stop the uppercase server; $server is its address",
            "/server udp"),
    RELAY(
            "udp|tcp PORT HOST PORT [loss 30% delay 50ms ...] [HOST] | set loss 0% ... | stop",
            Args.RELAY,
            "put a misbehaving network between client and server, in tc-netem's words",
            "/relay udp 0 $server loss 30%"),
    WIRE(
            "[HOST ...] | loss 10% ... | drop N|next | hold | next | cut | mend | mtu N | narrow N | set HOST NAME"
                    + " VALUE | off",
            Args.WIRE, "hosts with kernels of their own, and you are the cable between them", "/wire drop next syn"),
    HOST("[NAME|off]", Args.HOST, "the host on the wire in which calls make sockets", "/host b"),
    PACKETS(
            "[HOST] [tcp|udp|arp|icmp] [PORT] [last N]",
            Args.FREE,
            "the frames that came to the wire",
            "/packets tcp last 10"),
    PACKET("N", Args.FREE, "one frame taken apart: each header as its RFC draws it", "/packet 3"),
    FRAME(
            "FROM TO [FLAGS] [1:6] [ack 1] [lost|again] | only",
            Args.FREE,
            "wait for a frame that should come; in a lab written as -> a b [S]",
            "/frame a b [S]"),
    PLOT(
            "[SOCKET] [cwnd|rtt|seq] [plain]",
            Args.PLOT,
            "a connection over time: congestion window, round-trip time, or sequence numbers",
            "/plot client cwnd"),
    CAPTURE("FILE", Args.FILE, "write the frames for Wireshark and tcpdump", "/capture lost.pcapng"),
    CLASS(
            "[PORT] [--any] | off",
            Args.CLASSROOM,
            "this session as a page for everyone in the room, on phones and on the projector",
            "/class --any"),
    RECORD(
            "FILE [--v3] | off",
            Args.FILE,
            "record the screen as an asciicast, for asciinema's player, or end that",
            "/record lecture.cast"),
    TIMES(
            "CALL",
            Args.TOPIC,
            "how long the calls of a name took: shortest, average, longest, and how many failed",
            "/times recv"),
    ASK(
            "NAME \"prompt\"",
            Args.FREE,
            "read a line from the user into a value",
            "/ask message \"Input lowercase sentence:\""),
    PRINT("TEXT", Args.FREE, "print a text, with $ values", "/print From Server: $m"),
    SLEEP("TIME", Args.FREE, "do nothing for a while", "/sleep 500ms"),
    EDIT("[N]", Args.FREE, "the calls so far, or call N, in $EDITOR; the lines changed there are run", "/edit 3"),
    CLOCK("", Args.NONE, "start the clock; $clock is the milliseconds since then", "/clock"),
    REPEAT(
            "N|forever [as NAME]",
            Args.FREE,
            "run the lines up to /end that often; $NAME is the turn",
            "/repeat 10 as i"),
    END("", Args.NONE, "close a /repeat", "/end");

    /** What follows a word, for completion. */
    public enum Args {
        NONE,
        TOPIC,
        SOCKET,
        ALL,
        VALUE,
        SETTING,
        JOB,
        FILE,
        LAB,
        SERVER,
        EXPORT,
        RELAY,
        WIRE,
        HOST,
        PLOT,
        CLASSROOM,
        FREE
    }

    private final String usage;
    private final Args args;
    private final String summary;
    private final String example;

    ShellWord(String usage, Args args, String summary, String example) {
        this.usage = usage;
        this.args = args;
        this.summary = summary;
        this.example = example;
    }

    /** The word as typed, without the slash. */
    public String word() {
        return this == RERUN ? "!" : name().toLowerCase(Locale.ROOT);
    }

    /** The word and what follows it. */
    public String usage() {
        return "/" + word() + (usage.isEmpty() ? "" : " " + usage);
    }

    /** What follows it, for completion. */
    public Args args() {
        return args;
    }

    /** Whether only a user may say it, never a lab: it writes a file, or reads one of anybody's. */
    public boolean usersOwn() {
        return List.of(SAVE, EXPORT, REPORT, OPEN, LAB, RELOAD, CAPTURE, RECORD, CLASS)
                .contains(this);
    }

    /** What it is for, in one phrase, in English. */
    public String summary() {
        return summary;
    }

    /** A line that uses it. */
    public String example() {
        return example;
    }

    /** The words that a typed word, less its slash, can stand for: itself, or all that it is a prefix of. */
    public static List<ShellWord> matching(String typed) {
        List<ShellWord> exact =
                Arrays.stream(values()).filter(w -> w.word().equals(typed)).toList();
        return exact.isEmpty()
                ? Arrays.stream(values())
                        .filter(w -> w.word().startsWith(typed))
                        .toList()
                : exact;
    }
}
