package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.espalier.session.Schedule.Gradual;
import org.espalier.session.Schedule.Iterative;
import org.espalier.session.Schedule.LotteryTicket;
import org.espalier.session.Schedule.OneShot;
import org.espalier.session.Schedule.Stop;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void oneShotTakesAllInFrontOfItsEpochs() {
        Schedule schedule = new OneShot();
        assertEquals(List.of(new Stop(1, 0, 1)), schedule.stops(4));
        assertEquals(0.75, schedule.shareAt(0, 0.75, 1));
        assertEquals(4, schedule.epochs(4));
        assertEquals(1, schedule.rounds(4));
    }

    /** Down to an eighth in three rounds is a half each. */
    @Test
    void eachIterativeRoundTakesTheSamePartOfWhatIsLeft() {
        Schedule schedule = new Iterative(3);
        assertEquals(List.of(new Stop(1, 0, 1 / 3.0), new Stop(2, 2, 2 / 3.0), new Stop(3, 4, 1)), schedule.stops(2));
        assertEquals(0.5, schedule.shareAt(0, 0.875, 1 / 3.0), 1e-12);
        assertEquals(0.75, schedule.shareAt(0, 0.875, 2 / 3.0), 1e-12);
        assertEquals(0.875, schedule.shareAt(0, 0.875, 1));
        assertEquals(6, schedule.epochs(2));
    }

    /** From 60 to 90 % gone is from 40 to 10 % left: a half each in two rounds. */
    @Test
    void whatIsGoneAlreadyIsWhereItStartsAndSharesStayOfTheOriginal() {
        assertEquals(0.8, new Iterative(2).shareAt(0.6, 0.9, 0.5), 1e-12);
        assertEquals(0.6, new Iterative(2).shareAt(0.6, 0.4, 0.5), "nothing comes back");
        assertEquals(0.6, new Gradual(2, 0.5).shareAt(0.6, 0.4, 1));
    }

    /** 0.8 + (0 − 0.8)(1 − t)³ at a quarter, a half, three quarters: 0.8 · (1 − 27/64), 0.8 · 7/8, 0.8 · 63/64. */
    @Test
    void gradualSharesAreCubicAndEvenInTime() {
        Schedule schedule = new Gradual(4, 0.5);
        assertEquals(0.4625, schedule.shareAt(0, 0.8, 0.25), 1e-12);
        assertEquals(0.7, schedule.shareAt(0, 0.8, 0.5), 1e-12);
        assertEquals(0.7875, schedule.shareAt(0, 0.8, 0.75), 1e-12);
        assertEquals(0.8, schedule.shareAt(0, 0.8, 1));
        assertEquals(0.2 + 0.6 * 0.875, schedule.shareAt(0.2, 0.8, 0.5), 1e-12, "0.8 + (0.2 − 0.8)/8");
    }

    /** Eight epochs, of which four prune: what comes behind the end of an epoch is in the next round. */
    @Test
    void epochsOfAGradualTrainingAreRoundsWhileItPrunes() {
        Schedule schedule = new Gradual(4, 0.5);
        assertEquals(
                List.of(new Stop(2, 1, 0.25), new Stop(3, 2, 0.5), new Stop(4, 3, 0.75), new Stop(5, 4, 1)),
                schedule.stops(8));
        assertEquals(5, schedule.rounds(8));
        assertEquals(8, schedule.epochs(8));
        assertEquals(1, new Gradual(3, 2.0 / 3).rounds(1));
        assertEquals(3, new Gradual(10, 2.0 / 3).rounds(3), "two thirds of three are two, not a little less");
    }

    @Test
    void aLotteryTicketIsTrainedOnceMoreThanItHasRounds() {
        Schedule schedule = new LotteryTicket(2, 1, 7);
        assertEquals(List.of(new Stop(1, 3, 0.5), new Stop(2, 6, 1)), schedule.stops(3));
        assertEquals(9, schedule.epochs(3));
        assertEquals(0.2, schedule.shareAt(0, 0.36, 0.5), 1e-12, "0.8 · 0.8 are left at the end");
    }

    @Test
    void schedulesThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Iterative(0));
        assertThrows(IllegalArgumentException.class, () -> new Iterative(Schedule.MOST_ROUNDS + 1));
        assertThrows(IllegalArgumentException.class, () -> new Gradual(3, 1));
        assertThrows(IllegalArgumentException.class, () -> new Gradual(3, Double.NaN));
        String words = assertThrows(IllegalArgumentException.class, () -> new LotteryTicket(3, -1, 1))
                .getMessage();
        assertTrue(words.contains("-1"), words);
    }
}
