package socklab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Frames that should come, as a lab writes them. */
class FrameCommandTest {
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void framesAreMetInTheirOrder() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.connect();
            assertThat(wire.tells("-> a b [S]")).doesNotContain("error");
            assertThat(wire.tells("-> b a [S.]")).doesNotContain("error");
            assertThat(wire.tells("-> a b [.] ack 1")).doesNotContain("error");
            wire.run("client.send hello");
            assertThat(wire.tells("-> a b [P.] 1:6 length 5")).doesNotContain("error");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void otherFramesMayComeBetweenUntilALabSaysOnly() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.connect();
            assertThat(wire.tells("-> a b [S]")).doesNotContain("error");
            assertThat(wire.tells("-> only")).doesNotContain("error");
            assertThat(wire.tells("-> a b [.] ack 1")).contains("another frame came first: #2");
            assertThat(wire.tells("-> b a [S.]")).doesNotContain("error");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void lostFramesAndTheirRetransmissionsAreToldApart() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.connect();
            wire.run("/wire drop next data", "client.send hello");
            assertThat(wire.tells("-> a b [P.] 1:6 lost")).doesNotContain("error");
            assertThat(wire.tells("-> a b [P.] 1:6 again")).doesNotContain("error");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void frameThatHasComeBeforeIsNotMetAgain() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.connect();
            assertThat(wire.tells("-> a b [.]")).doesNotContain("error");
            assertThat(wire.tells("-> a b [S]")).contains("no such frame came within 10 s");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void wordsThatNoFrameCanHaveAreRefused() {
        try (WireTestShell wire = new WireTestShell()) {
            assertThat(wire.tells("-> a x [S]")).contains("no host x");
            assertThat(wire.tells("-> a b frog")).contains("unknown value: frog");
            assertThat(wire.tells("-> a b ack")).contains("unknown value: ack");
            assertThat(wire.tells("-> a b ~ soon")).contains("unknown value: ~");
            assertThat(wire.tells("->")).contains("error");
            wire.run("/wire off");
            assertThat(wire.tells("-> a b [S]")).contains("no wire is laid");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void partOfANumberIsNotTheNumber() {
        try (WireTestShell wire = new WireTestShell()) {
            wire.connect();
            wire.run("client.send fill:12");
            assertThat(wire.tells("-> b a [.] ack 13")).doesNotContain("error");
            wire.run("client.send fill:1");
            assertThat(wire.tells("-> a b 13:14")).doesNotContain("error");
        }
    }
}
