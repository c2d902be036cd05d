package socklab.call;

/** A value bound to one {@link Param} of a call, ready for the kernel. */
public sealed interface Arg {

    /** An {@code int}: a descriptor, a number, a constant, flags. */
    record Num(int value) implements Arg {}

    /** An address for the kernel to read. */
    record Address(SocketAddress address) implements Arg {}

    /** Room for an address: the {@code addrlen} offered. */
    record AddressSpace(int length) implements Arg {}

    /** Bytes to send. */
    record Payload(Bytes data) implements Arg {}

    /** Room for bytes to receive. */
    record Space(int length) implements Arg {}

    /** An option and its new value. The level may differ from the option's own if it was typed so. */
    record SetOption(Const level, SocketOption option, OptionValue value) implements Arg {}

    /** An option to read. */
    record GetOption(Const level, SocketOption option) implements Arg {}
}
