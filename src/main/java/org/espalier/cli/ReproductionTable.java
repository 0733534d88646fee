package org.espalier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.espalier.session.PublishedResult;
import org.espalier.session.Reproduction.Outcome;
import org.espalier.session.Reproduction.Point;
import org.espalier.text.Text;

/** What came of some runs of a published result: a row per round, and how far it goes, with mean and spread. */
final class ReproductionTable {

    private final PublishedResult result;
    private final List<Outcome> outcomes;

    ReproductionTable(PublishedResult result, List<Outcome> outcomes) {
        this.result = result;
        this.outcomes = List.copyOf(outcomes);
    }

    /**
     * Mean and spread over the runs.
     *
     * @param spread the standard deviation of one run; not a number for a single one, which has none
     */
    record Spread(double mean, double spread) {
        static Spread of(List<Double> values) {
            double mean = values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
            double squares = values.stream()
                    .mapToDouble(value -> (value - mean) * (value - mean))
                    .sum();
            return new Spread(mean, values.size() < 2 ? Double.NaN : Math.sqrt(squares / (values.size() - 1)));
        }

        String percent() {
            return Text.percent(mean, 2) + plusMinus(spread * 100, 2);
        }

        String points() {
            return Text.signed(mean * 100, 2) + plusMinus(spread * 100, 2);
        }

        String times() {
            return Text.decimal(mean, 1) + plusMinus(spread, 1) + " ×";
        }

        private static String plusMinus(double spread, int digits) {
            return Double.isNaN(spread) ? "" : " ± " + Text.decimal(spread, digits);
        }
    }

    private boolean isOneRun() {
        return outcomes.size() == 1;
    }

    List<String> lines() {
        boolean redraws = outcomes.get(0).points().stream()
                .anyMatch(point -> point.redrawn().isPresent());
        TextTable table = new TextTable(0);
        String columns = Text.of(redraws ? "cli.reproduce.columns-redrawn" : "cli.reproduce.columns");
        table.add(columns.split("\\|"));
        for (int round = 0; round < outcomes.get(0).points().size(); round++) {
            table.add(row(round, redraws));
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (redraws) {
            lines.addAll(tickets());
        } else {
            lines.addAll(sizes());
        }
        if (isOneRun()) {
            lines.add(Text.of("cli.reproduce.one-seed"));
        }
        return lines;
    }

    private String[] row(int round, boolean redraws) {
        List<String> cells = new ArrayList<>(List.of(
                Text.count(round),
                Text.count(Math.round(
                        over(round, (run, point) -> point.parameters()).mean())),
                Text.decimal(over(round, Outcome::times).mean(), 1) + " ×",
                over(round, (run, point) -> point.validation()).percent(),
                over(round, (run, point) -> point.test()).percent(),
                over(round, ReproductionTable::lost).points()));
        if (redraws) {
            cells.add(
                    round == 0
                            ? ""
                            : over(round, (run, point) -> point.redrawn().orElse(Double.NaN))
                                    .percent());
        }
        return cells.toArray(String[]::new);
    }

    /** Of a network of a run. */
    private interface Figure {
        double of(Outcome run, Point point);
    }

    private Spread over(int round, Figure figure) {
        return spread(run -> figure.of(run, run.points().get(round)));
    }

    private Spread spread(ToDoubleFunction<Outcome> figure) {
        return Spread.of(outcomes.stream().map(figure::applyAsDouble).toList());
    }

    /** How much more of the test images is right than by the dense network. */
    private static double lost(Outcome run, Point point) {
        return point.test() - run.dense().test();
    }

    private List<String> sizes() {
        double tolerance = result.tolerance();
        List<String> lines = new ArrayList<>();
        lines.add(Text.of(
                "cli.reproduce.smallest",
                Text.decimal(tolerance * 100, 1),
                spread(run -> run.times(run.smallestWithin(tolerance))).times(),
                spread(run -> lost(run, run.smallestWithin(tolerance))).points()));
        if (result.promised() > 0) {
            lines.add(goal(result.promised(), "cli.reproduce.promised"));
            lines.add(goal(result.hoped(), "cli.reproduce.hoped"));
        }
        return lines;
    }

    /** The first round that is small enough: whether it is within the tolerance, on average, of test images. */
    private String goal(double times, String key) {
        for (int round = 0; round < outcomes.get(0).points().size(); round++) {
            if (over(round, Outcome::times).mean() >= times) {
                Spread lost = over(round, ReproductionTable::lost);
                int reached = lost.mean() >= -result.tolerance() - 1e-12 ? 1 : 0;
                return Text.of(
                        key,
                        Text.decimal(times, 0),
                        Text.decimal(over(round, Outcome::times).mean(), 1),
                        lost.points(),
                        isOneRun() ? 2 + reached : reached,
                        Text.decimal(result.tolerance() * 100, 1));
            }
        }
        return Text.of("cli.reproduce.not-that-far", Text.decimal(times, 0));
    }

    /** Of the rounds with at most a fifth of the weights: how much better the ticket is than fresh weights. */
    private List<String> tickets() {
        List<String> lines = new ArrayList<>();
        for (int round = 1; round < outcomes.get(0).points().size(); round++) {
            if (over(round, Outcome::times).mean() >= result.promised()) {
                Spread better = over(
                        round, (run, point) -> point.test() - point.redrawn().orElse(Double.NaN));
                lines.add(Text.of(
                        isOneRun() ? "cli.reproduce.ticket-once" : "cli.reproduce.ticket",
                        Text.decimal(100 / over(round, Outcome::times).mean(), 1),
                        better.points(),
                        verdict(better)));
            }
        }
        return lines;
    }

    /** 1 where the ticket is better by more than runs differ, -1 where it is worse by more, 0 in between. */
    private static int verdict(Spread better) {
        return Math.abs(better.mean()) > better.spread() ? (int) Math.signum(better.mean()) : 0;
    }
}
