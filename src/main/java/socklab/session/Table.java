package socklab.session;

import java.util.List;
import socklab.text.Message;

/**
 * Figures in rows and columns. It is data only, like a {@link Chart}: a page draws it.
 *
 * @param title what it counts; nobody's words but the program's and, as arguments, those that it was given
 * @param heads of the columns
 * @param rows as many cells each as there are heads: a {@link Message}, a number, or a text as it is shown
 */
public record Table(Message title, List<Message> heads, List<List<Object>> rows) {
    public Table {
        heads = List.copyOf(heads);
        rows = rows.stream().map(List::copyOf).toList();
    }
}
