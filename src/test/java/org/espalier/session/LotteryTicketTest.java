package org.espalier.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.espalier.job.DirectJobRunner;
import org.espalier.job.JobCancelled;
import org.espalier.job.Progress;
import org.espalier.job.Workers;
import org.espalier.network.Network;
import org.espalier.network.PruningMask;
import org.espalier.pruning.Granularity;
import org.espalier.text.Refused;
import org.espalier.training.FineTuner;
import org.espalier.training.FineTuning;
import org.espalier.training.FreshStart;
import org.espalier.training.LearningRate;
import org.espalier.training.Optimiser;
import org.espalier.training.TuningChoice;
import org.espalier.training.TuningRun;
import org.junit.jupiter.api.Test;

/** Where tickets go back to. */
class LotteryTicketTest extends ScheduledSessions {

    @Test
    void aLotteryTicketGoesBackToWhereItsFirstTrainingBegan() throws Refused {
        Session session = open(new DirectJobRunner());
        session.use(Granularity.WEIGHTS);
        Goal goal = new Goal.ByTarget(WEIGHTS.withShare("conv4", 0.5));
        // A rate so small that weights stay where they were put, in float precision nearly.
        FineTuning still = new FineTuning(1, 16, new LearningRate.Constant(1e-30), new Optimiser.Sgd(0), 0, 1);
        session.schedule(
                new ScheduledPruning(new Schedule.LotteryTicket(1, 0, 5), goal, still), TuningChoice.Start.INHERITED);
        List<History.Entry> entries = session.history().entries();
        assertEquals(4, entries.size());
        Network dense = session.experiment().network(entries.get(2).state().weights());
        Network ticket = session.experiment().network(entries.get(3).state().weights());
        assertTrue(entries.get(2).state().mask().isEmpty());
        assertEquals(0, ((Step.Round) entries.get(2).state().step()).place().round());
        assertArrayEquals(dense.weights("conv2"), ticket.weights("conv2"));
        assertNotEquals(session.experiment().network().weights("conv2")[0], dense.weights("conv2")[0], "fresh ones");
        BitSet gone = Objects.requireNonNull(entries.get(3).state().mask().weightsOf("conv4"))
                .places();
        assertEquals(90, gone.cardinality());
        for (int i = 0; i < 180; i++) {
            assertEquals(gone.get(i) ? 0f : dense.weights("conv4")[i], ticket.weights("conv4")[i]);
        }
    }

    /** Trained once more by hand: the whole network for so many epochs, then what they left under the ticket's mask. */
    @Test
    void aTicketIsTrainedFromWhereTheEpochThatIsAskedForHasLeft() throws Refused, JobCancelled {
        FineTuning settings = settings(2);
        for (int rewind = 0; rewind < 2; rewind++) {
            Session session = open(new DirectJobRunner());
            session.schedule(
                    new ScheduledPruning(new Schedule.LotteryTicket(1, rewind, 5), FILTERS, settings),
                    TuningChoice.Start.INHERITED);
            assertEquals(4, silenced(session, session.history().current()).get(0));
            PruningMask mask = session.history().current().state().mask();
            try (Workers workers = new Workers(2)) {
                Network fresh = FreshStart.of(session.experiment().network(), 5);
                Network origin = afterEpochs(rewind, fresh, settings, workers);
                Network ticket = new FineTuner(origin, mask, workers)
                        .run(TRAINING, VALIDATION, settings.withSeed(3), Progress.NONE, epoch -> {})
                        .network();
                assertArrayEquals(ticket.weights("conv1"), tuned(session).weights("conv1"));
            }
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new ScheduledPruning(new Schedule.LotteryTicket(1, 2, 5), FILTERS, settings));
    }

    private static Network afterEpochs(int count, Network network, FineTuning settings, Workers workers)
            throws Refused, JobCancelled {
        try (TuningRun run = new FineTuner(network, PruningMask.NONE, workers).start(TRAINING, VALIDATION, settings)) {
            while (run.reports().size() < count) {
                assertTrue(run.next(Progress.NONE).isPresent());
            }
            return run.latest();
        }
    }

    /** Nothing is better behind the first epoch, whose rate is the only one that does anything. */
    @Test
    void patienceDoesNotEndTheTrainingInFrontOfTickets() throws Refused {
        FineTuning impatient = new FineTuning(5, 16, new LearningRate.Steps(0.02, 1e-30, 1), Optimiser.adam(), 1, 1);
        Session session = open(new DirectJobRunner());
        session.schedule(
                new ScheduledPruning(new Schedule.LotteryTicket(1, 4, 5), FILTERS, impatient),
                TuningChoice.Start.INHERITED);
        Step.Round first =
                (Step.Round) session.history().entries().get(1).state().step();
        assertEquals(5, first.epochs().size());
    }
}
