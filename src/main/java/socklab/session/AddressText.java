package socklab.session;

import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketAddress.Inet6;
import socklab.call.SocketAddress.Other;
import socklab.call.SocketAddress.Unix;
import socklab.call.SocketAddress.Unspec;

/** Addresses as the result line shows them. */
public final class AddressText {
    private AddressText() {}

    /** An address without its port: {@code 10.0.0.1}, {@code fd00::1}. */
    static String host(SocketAddress address) {
        return switch (address) {
            case Inet4 a -> a.host();
            case Inet6 a -> a.host();
            case Unix _, Unspec _, Other _ -> show(address);
        };
    }

    /**
     * {@code 127.0.0.1:12000}, {@code [::1]:12000}, {@code unix:/tmp/x}, {@code unix:@name}. Bytes of paths are Latin-1
     * chars.
     */
    public static String show(SocketAddress address) {
        return switch (address) {
            case Inet4 a -> a.host() + ":" + a.port();
            case Inet6 a -> "[" + a.host() + (a.scopeId() == 0 ? "" : "%" + a.scopeId()) + "]:" + a.port();
            case Unix a ->
                switch (a.kind()) {
                    case UNNAMED -> "unix:";
                    case PATH -> "unix:" + a.name();
                    case ABSTRACT -> "unix:@" + a.name();
                };
            case Unspec _ -> "unspec";
            case Other a -> LinkText.show(a);
        };
    }
}
