package socklab.wire;

/** A way from one host to another. */
public record CableDirection(String from, String to) {
    /** As typed: {@code a>b:}. */
    public String label() {
        return from + ">" + to + ":";
    }
}
