package org.espalier.ui.shell;

import java.util.function.LongConsumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import org.espalier.job.Workers;
import org.espalier.measure.EngineSettings;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;

/** How much of the machine measuring may take; its text tells what that brought. */
final class EngineMenu extends MenuButton {

    private static final long[] MEGABYTES = {64, 256, 1024, 4096};

    EngineMenu(ShellCommands commands) {
        setId("engine");
        setAccessibleText(Text.of("shell.engine"));
        setText(Text.of("shell.engine.short"));
        StyleClass.styled(this, StyleClass.SMALL, StyleClass.FLAT);
        Menu threads = new Menu(Text.of("shell.engine.threads"));
        threads.setId("engine-threads");
        ToggleGroup one = new ToggleGroup();
        add(
                threads,
                one,
                Text.of("shell.engine.threads.all", Workers.cores()),
                0,
                commands.threads(),
                count -> commands.useThreads((int) count));
        for (int count = 1; count < Workers.cores(); count++) {
            add(
                    threads,
                    one,
                    Text.count(count),
                    count,
                    commands.threads(),
                    chosen -> commands.useThreads((int) chosen));
        }
        Menu memory = new Menu(Text.of("shell.engine.memory"));
        memory.setId("engine-memory");
        ToggleGroup other = new ToggleGroup();
        long quarter = EngineSettings.ofThisMachine().cacheBytes() >> 20;
        add(
                memory,
                other,
                Text.of("shell.engine.memory.quarter", Text.count(quarter)),
                0,
                commands.cacheMegabytes(),
                commands::useCacheMegabytes);
        for (long megabytes : MEGABYTES) {
            if (megabytes < quarter) {
                String words = Text.of("shell.engine.memory.megabytes", Text.count(megabytes));
                add(memory, other, words, megabytes, commands.cacheMegabytes(), commands::useCacheMegabytes);
            }
        }
        getItems().setAll(threads, memory);
    }

    private static void add(Menu menu, ToggleGroup one, String words, long value, long now, LongConsumer use) {
        RadioMenuItem item = new RadioMenuItem(words);
        item.setMnemonicParsing(false);
        item.setToggleGroup(one);
        item.setSelected(value == now);
        item.setOnAction(event -> use.accept(value));
        menu.getItems().add(item);
    }
}
