package socklab.bench;

import java.io.IOException;
import java.util.List;
import socklab.text.Message;

/** One side of a comparison, and how to measure it once. */
public record ComparedProgram(Message name, Turn turn) {

    /** Does the thing once. */
    public interface Turn {
        /**
         * The figures of this turn: the same number of them, in the same units, as every other side of the comparison.
         */
        List<Double> measure() throws IOException, MissingTool;
    }
}
