package socklab.view;

import java.net.NetworkInterface;
import java.net.SocketException;
import socklab.call.SocketAddress;
import socklab.call.SocketAddress.Inet4;
import socklab.call.SocketAddress.Inet6;
import socklab.call.SocketAddress.Other;
import socklab.call.SocketAddress.Unix;
import socklab.call.SocketAddress.Unspec;

/** A {@code struct sockaddr} as strace prints it. Source: strace's {@code tests/net-yy-inet.c}, sockaddr(3type). */
final class StraceAddress {
    private StraceAddress() {}

    static String show(SocketAddress address) {
        return show(new StringBuilder(), address).toString();
    }

    /** The same, behind a text. */
    static StringBuilder show(StringBuilder text, SocketAddress address) {
        return switch (address) {
            case Inet4 a ->
                text.append("{sa_family=AF_INET, sin_port=htons(")
                        .append(a.port())
                        .append("), sin_addr=inet_addr(\"")
                        .append(a.host())
                        .append("\")}");
            case Inet6 a ->
                text.append("{sa_family=AF_INET6, sin6_port=htons(" + a.port() + "), sin6_flowinfo=htonl("
                        + a.flowInfo() + "), inet_pton(AF_INET6, \"" + a.host() + "\", &sin6_addr), sin6_scope_id="
                        + scope(a) + "}");
            case Unix a ->
                text.append(
                        switch (a.kind()) {
                            case UNNAMED -> "{sa_family=AF_UNIX}";
                            case PATH -> "{sa_family=AF_UNIX, sun_path=" + StraceString.path(a.name()) + "}";
                            case ABSTRACT -> "{sa_family=AF_UNIX, sun_path=@" + StraceString.path(a.name()) + "}";
                        });
            case Other a -> text.append(StraceLink.show(a));
            case Unspec _ ->
                text.append("{sa_family=AF_UNSPEC, sa_data=\"")
                        .repeat("\\0", 14)
                        .append("\"}");
        };
    }

    /** The {@code addrlen} passed with an address. */
    static int length(SocketAddress address) {
        return switch (address) {
            case Inet4 _, Unspec _ -> 16;
            case Other a -> 2 + a.data().length();
            case Inet6 _ -> 28;
            case Unix a ->
                switch (a.kind()) {
                    case UNNAMED -> 2;
                    case PATH -> Math.min(2 + a.name().length() + 1, 110);
                    case ABSTRACT -> 3 + a.name().length();
                };
        };
    }

    /** An interface has a name only where the address is one of a link: fe80::/10 or ff02::/16. */
    private static String scope(Inet6 a) {
        long top = a.high() >>> 48;
        boolean link = (top & 0xffc0) == 0xfe80 || (top & 0xff0f) == 0xff02;
        return link ? byName(a.scopeId()) : Integer.toUnsignedString(a.scopeId());
    }

    /** The index of an interface by the interface's name, where there is one of that index. */
    static String byName(int index) {
        String name = interfaceName(index);
        return name.equals(Integer.toUnsignedString(index)) ? name : "if_nametoindex(\"" + name + "\")";
    }

    /** The name of the interface with an index; the index where there is none. */
    static String interfaceName(int index) {
        try {
            NetworkInterface found = index > 0 ? NetworkInterface.getByIndex(index) : null;
            return found == null ? Integer.toUnsignedString(index) : found.getName();
        } catch (SocketException e) {
            return Integer.toUnsignedString(index);
        }
    }
}
