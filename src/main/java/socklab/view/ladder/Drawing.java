package socklab.view.ladder;

import java.util.List;
import socklab.text.Messages;

/** A picture that may be bigger than a screen. */
public interface Drawing {

    /** Its lines in so many columns; what does not fit is left out, and they say so. */
    List<String> printed(int columns);

    /** All of it, to be scrolled on a screen of so many columns. */
    ScrollView sheet(int columns);

    /** Whether its end is what one wants to see first. */
    default boolean newestLast() {
        return true;
    }

    /** In whose language it is. */
    Messages messages();
}
