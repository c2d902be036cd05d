package socklab.lab;

/** What a viewer wants while a lab plays. */
public interface PlayControls {
    /** Nobody can ask for anything. */
    PlayControls NONE = new PlayControls() {
        @Override
        public boolean paused() {
            return false;
        }

        @Override
        public int backs() {
            return 0;
        }
    };

    /** Whether the next line has to wait. */
    boolean paused();

    /** How many steps to look back, in all, since the lab paused; 0 if it does not pause. */
    int backs();
}
