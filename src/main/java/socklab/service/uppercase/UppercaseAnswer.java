package socklab.service.uppercase;

import java.util.Locale;
import socklab.call.Bytes;
import socklab.call.Utf8;

/**
 * The answer to a request: its text in upper case, by Unicode's full case mapping, independent of the locale.
 *
 * @param malformed how many sequences of the request were not UTF-8, and became U+FFFD
 */
record UppercaseAnswer(Bytes bytes, int malformed) {

    static UppercaseAnswer to(Bytes request) {
        Utf8.Decoded decoded = Utf8.decode(request.toArray());
        return new UppercaseAnswer(Bytes.utf8(decoded.text().toUpperCase(Locale.ROOT)), decoded.malformed());
    }
}
