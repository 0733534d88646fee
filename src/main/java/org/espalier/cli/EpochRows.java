package org.espalier.cli;

import org.espalier.text.Text;
import org.espalier.training.EpochReport;

/** A row per epoch of trainings one behind the other. */
final class EpochRows {

    private double secondsBefore;

    /** Another training begins, with a clock of its own. */
    void begin() {
        secondsBefore = 0;
    }

    /** What an epoch has brought, and how long it took itself: reports tell the time since training began. */
    String row(EpochReport epoch) {
        double own = epoch.seconds() - secondsBefore;
        secondsBefore = epoch.seconds();
        return Text.of(
                "cli.epoch",
                Text.count(epoch.epoch()),
                Text.count(epoch.epochs()),
                Text.loss(epoch.loss(), 4),
                Text.percent(epoch.validationAccuracy(), 2),
                Text.decimal(own, 1));
    }
}
