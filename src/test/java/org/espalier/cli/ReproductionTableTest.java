package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.espalier.cli.ReproductionTable.Spread;
import org.espalier.session.PublishedResult;
import org.espalier.session.Reproduction.Outcome;
import org.espalier.session.Reproduction.Point;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReproductionTableTest {

    private Locale before = Locale.ENGLISH;

    @BeforeEach
    void speakEnglish() {
        before = Text.language();
        Text.use(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Text.use(before);
    }

    /** 1, 2 and 6: mean 3, and √((4 + 1 + 9)/2) = √7. */
    @Test
    void theSpreadIsTheStandardDeviationOfARun() {
        Spread spread = Spread.of(List.of(1.0, 2.0, 6.0));
        assertEquals(3, spread.mean());
        assertEquals(Math.sqrt(7), spread.spread(), 1e-12);
        assertEquals(Double.NaN, Spread.of(List.of(5.0)).spread(), "one run has none");
    }

    /** At 13 × the two runs lose 0.1 and 0.2 points, at 25 × 0.3 and 0.5; on validation images 0.1 and 0.3 at 25 ×. */
    @Test
    void theTableSaysWhatIsReachedAndWhatIsNot() {
        List<Outcome> outcomes = List.of(
                new Outcome(
                        1,
                        List.of(point(0, 2_600, 0.98, 0.98), point(1, 200, 0.98, 0.979), point(2, 104, 0.979, 0.977))),
                new Outcome(
                        2,
                        List.of(
                                point(0, 2_600, 0.98, 0.982),
                                point(1, 200, 0.979, 0.980),
                                point(2, 104, 0.977, 0.977))));
        assertEquals(
                """
                round  parameters   fewer  validation %        test %  to dense, points
                    0       2,600   1.0 ×  98.00 ± 0.00  98.10 ± 0.14       0.00 ± 0.00
                    1         200  13.0 ×  97.95 ± 0.07  97.95 ± 0.07      −0.15 ± 0.07
                    2         104  25.0 ×  97.80 ± 0.14  97.70 ± 0.00      −0.40 ± 0.14
                Smallest within 0.2 points of the dense network on validation images: 19.0 ± 8.5 × fewer parameters,\
                 on test images −0.25 ± 0.07 points.
                As published, 12 × fewer: reached. At 13.0 × it is −0.15 ± 0.07 points on test images, of 0.2 that may be lost.
                The goal, 20 × fewer: not reached. At 25.0 × it is −0.40 ± 0.14 points on test images, of 0.2 that may be lost.
                """, String.join("\n", new ReproductionTable(PublishedResult.LENET_300_100, outcomes).lines()) + "\n");
    }

    @Test
    void aTicketWinsWhereItIsClearlyBetter() {
        List<Outcome> outcomes = List.of(
                new Outcome(1, List.of(point(0, 1_000, 0.98, 0.98), redrawn(1, 500, 0.97), redrawn(2, 100, 0.96))),
                new Outcome(2, List.of(point(0, 1_000, 0.98, 0.98), redrawn(1, 500, 0.98), redrawn(2, 100, 0.94))));
        List<String> lines = new ReproductionTable(PublishedResult.LOTTERY, outcomes).lines();
        assertEquals(
                "With 10.0 % of the parameters the ticket is +3.00 ± 1.41 points better than fresh weights under the same"
                        + " mask, on test images: it wins.",
                lines.get(4));
        assertEquals(5, lines.size(), "only rounds with at most a fifth of the weights count");
    }

    /** The ticket is 2 points better, then 0; and 2 worse, then 2. Better by 1 ± 1.41, worse by 2 ± 0. */
    @Test
    void whatIsWithinTheSpreadIsNoVictory() {
        List<Outcome> outcomes = List.of(
                new Outcome(1, List.of(point(0, 1_000, 0.98, 0.98), redrawn(1, 200, 0.96), redrawn(2, 100, 1))),
                new Outcome(2, List.of(point(0, 1_000, 0.98, 0.98), redrawn(1, 200, 0.98), redrawn(2, 100, 1))));
        List<String> lines = new ReproductionTable(PublishedResult.LOTTERY, outcomes).lines();
        assertTrue(
                lines.get(4).contains("+1.00 ± 1.41 points") && lines.get(4).endsWith(": that is within the spread."),
                lines.get(4));
        assertTrue(lines.get(5).contains("−2.00 ± 0.00 points") && lines.get(5).endsWith(": it loses."), lines.get(5));
    }

    @Test
    void oneSeedHasNoSpreadAndNoVerdict() {
        Outcome ticket = new Outcome(1, List.of(point(0, 1_000, 0.98, 0.98), redrawn(1, 100, 0.95)));
        assertEquals(
                """
                round  parameters   fewer  validation %  test %  to dense, points  redrawn, test %
                    0       1,000   1.0 ×         98.00   98.00              0.00
                    1         100  10.0 ×         98.00   98.00              0.00            95.00
                With 10.0 % of the parameters the ticket of this seed is +3.00 points better than fresh weights under the\
                 same mask, on test images.
                One seed has no spread, and so it gives no verdict: take --seeds 3 or more.
                """, String.join("\n", new ReproductionTable(PublishedResult.LOTTERY, List.of(ticket)).lines()) + "\n");
        Outcome small = new Outcome(1, List.of(point(0, 2_600, 0.98, 0.98), point(1, 200, 0.98, 0.979)));
        List<String> lines = new ReproductionTable(PublishedResult.LENET_300_100, List.of(small)).lines();
        assertEquals(
                "As published, 12 × fewer: reached with this seed. At 13.0 × it is −0.10 points on test images, of 0.2 that"
                        + " may be lost.",
                lines.get(4));
    }

    @Test
    void whereNothingWasPromisedTheSmallestIsSaidAndNoMore() {
        Outcome outcome = new Outcome(1, List.of(point(0, 1_000, 0.98, 0.98), point(1, 250, 0.978, 0.979)));
        List<String> lines = new ReproductionTable(PublishedResult.ARTICLE_FILTERS, List.of(outcome)).lines();
        assertEquals(5, lines.size());
        assertEquals(
                "Smallest within 0.3 points of the dense network on validation images: 4.0 × fewer parameters,"
                        + " on test images −0.10 points.",
                lines.get(3));
    }

    private static Point point(int round, long parameters, double validation, double test) {
        return new Point(round, parameters, 0, validation, test, OptionalDouble.empty());
    }

    private static Point redrawn(int round, long parameters, double redrawn) {
        return new Point(round, parameters, 0, 0.98, 0.98, OptionalDouble.of(redrawn));
    }
}
