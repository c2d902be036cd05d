package socklab.help.why;

import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import socklab.call.SocketAddress;

/**
 * The interfaces of this network: their names, addresses and broadcast addresses. Empty where they cannot be listed.
 */
final class Interfaces {
    private Interfaces() {}

    static Optional<List<String>> names() {
        return list(interfaces -> interfaces.map(NetworkInterface::getName));
    }

    static Optional<List<String>> addresses() {
        return list(interfaces ->
                interfaces.flatMap(NetworkInterface::inetAddresses).map(address -> host(address.getAddress())));
    }

    static Optional<List<String>> broadcasts() {
        return list(interfaces -> interfaces
                .flatMap(one -> one.getInterfaceAddresses().stream())
                .map(InterfaceAddress::getBroadcast)
                .filter(Objects::nonNull)
                .map(address -> host(address.getAddress())));
    }

    private static String host(byte[] address) {
        return address.length == 4
                ? SocketAddress.inet4(address, 0).host()
                : SocketAddress.inet6(address, 0, 0).host();
    }

    private static Optional<List<String>> list(Function<Stream<NetworkInterface>, Stream<String>> what) {
        try {
            return Optional.of(what.apply(NetworkInterface.networkInterfaces())
                    .sorted()
                    .distinct()
                    .toList());
        } catch (SocketException e) {
            return Optional.empty();
        }
    }
}
