/**
 * The line that {@code tcpdump -nn} prints of a frame, to the byte; tcpdump itself is the oracle of the tests.
 *
 * <p>One class prints one protocol; {@link socklab.packet.tcpdump.FrameReader} holds the bytes and the text so far.
 *
 * <p><b>What is not decoded</b>, and marked by {@link socklab.packet.tcpdump.PacketLine#exact}: protocols on top of UDP
 * and TCP that are not text lines (DNS, DHCP, NTP, SNMP, …, by tcpdump's list of ports), IP protocols other than TCP,
 * UDP, ICMP, ICMPv6, IGMP and IP in IP, and Ethernet types other than IP, ARP and VLAN. HTTP, FTP, SMTP, WHOIS, RTSP,
 * SIP and SSH are printed as tcpdump prints them, by their ports.
 *
 * <p>Source: tcpdump(8) 4.99.
 */
package socklab.packet.tcpdump;
