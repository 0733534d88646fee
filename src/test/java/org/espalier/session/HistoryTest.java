package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.espalier.measure.Cost;
import org.espalier.network.PruningMask;
import org.espalier.pruning.Criterion;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.PruningPlan;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History history = new History(state(0));

    @Test
    void startsWithOneStateAndNowhereToGo() {
        assertFalse(history.canUndo() || history.canRedo());
        history.undo();
        history.redo();
        assertSame(history.first(), history.current());
        assertEquals(OptionalInt.empty(), history.first().parent());
    }

    @Test
    void undoAndRedoWalkTheSameWay() {
        history.push(state(0.1));
        history.push(state(0.2));
        history.undo();
        assertCurrent(1);
        history.undo();
        assertCurrent(0);
        history.redo();
        history.redo();
        assertCurrent(2);
        assertFalse(history.canRedo());
    }

    @Test
    void whatWasUndoneStaysAsABranch() {
        history.push(state(0.1));
        history.push(state(0.2));
        history.undo();
        History.Entry branch = history.push(state(0.3));
        assertEquals(3, branch.id());
        assertEquals(OptionalInt.of(1), branch.parent());
        assertEquals(
                List.of(0.0, 0.1, 0.2, 0.3),
                history.entries().stream()
                        .map(entry -> entry.state().plan().share("conv1"))
                        .toList());
    }

    @Test
    void redoFollowsTheLastBranch() {
        history.push(state(0.1));
        history.undo();
        history.push(state(0.2));
        history.undo();
        history.redo();
        assertCurrent(2);
    }

    @Test
    void goingToABranchTurnsRedoTowardsIt() {
        history.push(state(0.1));
        history.push(state(0.2));
        history.goTo(0);
        history.push(state(0.3));
        history.goTo(2);
        assertCurrent(2);
        history.undo();
        history.undo();
        assertCurrent(0);
        history.redo();
        history.redo();
        assertCurrent(2);
    }

    @Test
    void goingBackCanBeRedone() {
        history.push(state(0.1));
        history.push(state(0.2));
        history.goTo(0);
        history.redo();
        assertCurrent(1);
        history.redo();
        assertCurrent(2);
    }

    @Test
    void onlyTheWayFromTheFirstStateIsThePath() {
        History.Entry one = history.push(state(0.1));
        history.undo();
        History.Entry two = history.push(state(0.2));
        assertTrue(history.isOnCurrentPath(history.first()));
        assertTrue(history.isOnCurrentPath(two));
        assertFalse(history.isOnCurrentPath(one));
    }

    @Test
    void aStateThatNeverWasCannotBeGoneTo() {
        assertThrows(IndexOutOfBoundsException.class, () -> history.goTo(1));
        assertCurrent(0);
    }

    private void assertCurrent(int id) {
        assertEquals(id, history.current().id());
    }

    private static SessionState state(double share) {
        PruningPlan plan =
                PruningPlan.keepAll(Granularity.UNITS, Criterion.L1, 1).withShare("conv1", share);
        return new SessionState(new Step.Reset(), plan, PruningMask.NONE, new Cost(Map.of()), Weights.OPENED);
    }
}
