package org.espalier.ui.tuning;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.espalier.session.Schedule;
import org.espalier.session.Session;
import org.espalier.session.ShadesSession;
import org.espalier.text.Refused;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningWordsTest {

    @TempDir
    private Path folder;

    private ShadesSession shades;
    private Session session;

    @BeforeEach
    void open() throws Refused {
        Text.use(Locale.ENGLISH);
        shades = ShadesSession.open(folder);
        session = shades.session();
    }

    @AfterEach
    void close() {
        shades.close();
    }

    @Test
    void theFirstTrainingOfALotteryTicketIsNoRound() {
        shades.schedule(new Schedule.LotteryTicket(2, 0, 5), 1);
        shades.runner().runAll();
        assertSays("Lottery ticket: 2 rounds are over, ");
    }

    private void assertSays(String start) {
        String said = TuningWords.of(
                session.tuning(), Objects.requireNonNull(session.tuning().course()));
        assertTrue(said.startsWith(start), said);
    }
}
