package org.espalier.ui.shell;

import org.espalier.session.History;
import org.espalier.session.Session;
import org.espalier.session.Tuning;
import org.espalier.text.Text;

/** Says at the end of a training what the user would not see by himself. */
final class TrainingEnd {

    private TrainingEnd() {}

    /** Nothing while it goes on, and where all is as he asked and before his eyes. */
    static void tell(Session session, Notice notice) {
        Tuning tuning = session.tuning();
        if (tuning.isActive()) {
            return;
        }
        History.Entry aside = session.trainedAside();
        if (aside == null || aside == session.history().current()) {
            if (!tuning.remark().isEmpty()) {
                notice.show(tuning.remark());
            }
            return;
        }
        String where = Text.of("shell.trained-aside", Text.count(aside.id()));
        Notice.Action action = new Notice.Action(Text.of("shell.go-there"), () -> session.goTo(aside.id()));
        if (tuning.remark().isEmpty()) {
            notice.showDone(where, action);
        } else {
            notice.show(tuning.remark() + " " + where, action);
        }
    }
}
