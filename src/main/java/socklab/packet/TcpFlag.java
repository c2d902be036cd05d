package socklab.packet;

/** A control bit of TCP. Source: RFC 9293 §3.1. */
public enum TcpFlag {
    FIN(0x01),
    SYN(0x02),
    RST(0x04),
    PSH(0x08),
    ACK(0x10),
    URG(0x20),
    ECE(0x40),
    CWR(0x80);

    private final int bit;

    TcpFlag(int bit) {
        this.bit = bit;
    }

    /** Its bit in the byte of flags. */
    public int bit() {
        return bit;
    }
}
