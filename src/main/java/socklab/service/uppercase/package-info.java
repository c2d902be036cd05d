/**
 * The uppercase server: the other side for users who have only written a client.
 *
 * <p>{@link socklab.service.uppercase.UppercaseServer} is the service; {@code UdpUppercaseService} and
 * {@code TcpUppercaseService} handle its sockets. {@code FastPath} is all that only {@code serve --quiet} needs:
 * batches of datagrams, busy polling, ASCII converted in place.
 */
package socklab.service.uppercase;
