package org.espalier.session;

import java.util.ArrayList;
import java.util.List;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.text.Text;

/** What the user should know of a network that could be opened all the same. */
public final class Doubts {

    private Doubts() {}

    /** Sentences, the gravest first; none where all is well. */
    public static List<String> of(ModelSource source, Network network) {
        List<String> all = new ArrayList<>();
        long broken = network.brokenParameters();
        if (broken > 0) {
            all.add(Text.of("session.broken", network.name(), Text.count(broken)));
        }
        if (source instanceof ModelSource.File opened) {
            String other = ExportTarget.doubt(opened.path(), network.form().sha256());
            if (!other.isEmpty()) {
                all.add(other);
            }
        }
        return List.copyOf(all);
    }
}
