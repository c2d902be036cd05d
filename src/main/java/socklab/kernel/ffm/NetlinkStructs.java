package socklab.kernel.ffm;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.StructLayout;

/**
 * The layouts of netlink's messages. A test compares each size and offset with the C compiler's.
 *
 * <p>Source: linux/netlink.h, linux/rtnetlink.h, linux/if_addr.h, linux/inet_diag.h, linux/unix_diag.h.
 */
public final class NetlinkStructs {
    private NetlinkStructs() {}

    public static final StructLayout NLMSGHDR = structLayout(
                    JAVA_INT.withName("nlmsg_len"),
                    JAVA_SHORT.withName("nlmsg_type"),
                    JAVA_SHORT.withName("nlmsg_flags"),
                    JAVA_INT.withName("nlmsg_seq"),
                    JAVA_INT.withName("nlmsg_pid"))
            .withName("nlmsghdr");

    public static final StructLayout NLMSGERR =
            structLayout(JAVA_INT.withName("error"), NLMSGHDR.withName("msg")).withName("nlmsgerr");

    public static final StructLayout NLATTR = structLayout(
                    JAVA_SHORT.withName("nla_len"), JAVA_SHORT.withName("nla_type"))
            .withName("nlattr");

    public static final StructLayout IFINFOMSG = structLayout(
                    JAVA_BYTE.withName("ifi_family"),
                    JAVA_BYTE.withName("__ifi_pad"),
                    JAVA_SHORT.withName("ifi_type"),
                    JAVA_INT.withName("ifi_index"),
                    JAVA_INT.withName("ifi_flags"),
                    JAVA_INT.withName("ifi_change"))
            .withName("ifinfomsg");

    public static final StructLayout IFADDRMSG = structLayout(
                    JAVA_BYTE.withName("ifa_family"),
                    JAVA_BYTE.withName("ifa_prefixlen"),
                    JAVA_BYTE.withName("ifa_flags"),
                    JAVA_BYTE.withName("ifa_scope"),
                    JAVA_INT.withName("ifa_index"))
            .withName("ifaddrmsg");

    public static final StructLayout INET_DIAG_SOCKID = structLayout(
                    JAVA_SHORT.withName("idiag_sport"),
                    JAVA_SHORT.withName("idiag_dport"),
                    sequenceLayout(16, JAVA_BYTE).withName("idiag_src"),
                    sequenceLayout(16, JAVA_BYTE).withName("idiag_dst"),
                    JAVA_INT.withName("idiag_if"),
                    sequenceLayout(2, JAVA_INT).withName("idiag_cookie"))
            .withName("inet_diag_sockid");

    public static final StructLayout INET_DIAG_REQ_V2 = structLayout(
                    JAVA_BYTE.withName("sdiag_family"),
                    JAVA_BYTE.withName("sdiag_protocol"),
                    JAVA_BYTE.withName("idiag_ext"),
                    JAVA_BYTE.withName("pad"),
                    JAVA_INT.withName("idiag_states"),
                    INET_DIAG_SOCKID.withName("id"))
            .withName("inet_diag_req_v2");

    public static final StructLayout INET_DIAG_MSG = structLayout(
                    JAVA_BYTE.withName("idiag_family"),
                    JAVA_BYTE.withName("idiag_state"),
                    JAVA_BYTE.withName("idiag_timer"),
                    JAVA_BYTE.withName("idiag_retrans"),
                    INET_DIAG_SOCKID.withName("id"),
                    JAVA_INT.withName("idiag_expires"),
                    JAVA_INT.withName("idiag_rqueue"),
                    JAVA_INT.withName("idiag_wqueue"),
                    JAVA_INT.withName("idiag_uid"),
                    JAVA_INT.withName("idiag_inode"))
            .withName("inet_diag_msg");

    public static final StructLayout UNIX_DIAG_REQ = structLayout(
                    JAVA_BYTE.withName("sdiag_family"),
                    JAVA_BYTE.withName("sdiag_protocol"),
                    JAVA_SHORT.withName("pad"),
                    JAVA_INT.withName("udiag_states"),
                    JAVA_INT.withName("udiag_ino"),
                    JAVA_INT.withName("udiag_show"),
                    sequenceLayout(2, JAVA_INT).withName("udiag_cookie"))
            .withName("unix_diag_req");

    public static final StructLayout UNIX_DIAG_MSG = structLayout(
                    JAVA_BYTE.withName("udiag_family"),
                    JAVA_BYTE.withName("udiag_type"),
                    JAVA_BYTE.withName("udiag_state"),
                    JAVA_BYTE.withName("pad"),
                    JAVA_INT.withName("udiag_ino"),
                    sequenceLayout(2, JAVA_INT).withName("udiag_cookie"))
            .withName("unix_diag_msg");
}
