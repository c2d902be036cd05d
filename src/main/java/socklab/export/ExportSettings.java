package socklab.export;

import java.util.Optional;
import socklab.text.Language;

/**
 * What is asked of an export.
 *
 * @param reader the language of comments
 * @param side the socket whose side of the lab is meant, if not all of it is
 * @param checked whether expectations become assertions
 * @param name the program's, if a file is named after it; else the lab's
 * @param mistakes whether calls are kept that failed and that a later line repaired
 */
public record ExportSettings(
        Language reader, Optional<String> side, boolean checked, boolean mistakes, Optional<String> name) {
    /** All of a lab, its expectations left out. */
    public static ExportSettings plain(Language reader) {
        return new ExportSettings(reader, Optional.empty(), false, false, Optional.empty());
    }
}
