package socklab.export;

import socklab.call.SocketAddress;

/** An address that a call is given. */
public sealed interface Endpoint {

    /** One that stands in the lab. */
    record Literal(SocketAddress address) implements Endpoint {}

    /** A host by name or in figures, and a port; an empty host is the wildcard address. */
    record Named(String host, int domain, Port port) implements Endpoint {}

    /** One that the program keeps. */
    record Kept(ProgramVariable address) implements Endpoint {}

    /** A port, host order. */
    sealed interface Port {
        record Number(int port) implements Port {}

        /** The port of an address that the program keeps. */
        record Of(ProgramVariable address) implements Port {}

        /** An argument of the program. */
        record Argument(ProgramVariable port) implements Port {}
    }
}
