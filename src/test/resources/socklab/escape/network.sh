# Runs "$@" in a network with an interface eth0, a route, and a name server that nothing answers for. Runs as root of a new
# network and mount namespace. The other end of the cable, far0, has no address. Writes what leaves by eth0 to the file frames in the current folder.
set -eu
ip link set lo up
ip link add eth0 type veth peer name far0
ip link set far0 up
ip addr add 192.0.2.2/24 dev eth0
ip addr add 2001:db8::2/64 dev eth0 nodad
ip link set eth0 up
ip route add default via 192.0.2.1
ip -6 route add default via 2001:db8::1
for neighbour in 192.0.2.1 192.0.2.53 2001:db8::1; do
    ip neigh add "$neighbour" lladdr 02:00:00:00:00:01 dev eth0
done
printf 'nameserver 192.0.2.53\noptions timeout:1 attempts:1\n' >resolv.conf
mount --bind resolv.conf "$(readlink -f /etc/resolv.conf)"
python3 sniffer.py frames ready &
python3 -m http.server -b 127.0.0.1 5555 >/dev/null 2>&1 &
server=$!
while [ ! -e ready ] || ! python3 -c 'import socket; socket.create_connection(("127.0.0.1", 5555))' 2>/dev/null; do
    sleep 0.1
done
python3 -c 'import socket
try: socket.getaddrinfo("control.example", 80)
except OSError: pass'
"$@" || true
python3 -c 'import socket
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"END-OF-TEST", ("192.0.2.1", 9))'
kill "$server"
wait
