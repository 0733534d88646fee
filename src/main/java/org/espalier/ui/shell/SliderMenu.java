package org.espalier.ui.shell;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import org.espalier.pruning.Granularity;
import org.espalier.pruning.Guards;
import org.espalier.session.Session;
import org.espalier.session.ShareOf;
import org.espalier.text.Text;
import org.espalier.ui.style.StyleClass;

/** What the sliders' shares are of, how kept widths are rounded, and how much each layer keeps; its text says so. */
final class SliderMenu extends MenuButton {

    private static final List<Integer> LEAST = List.of(1, 2, 4, 8, 16, 32);

    private final Session session;
    private final ShellCommands commands;
    private final Map<ShareOf, RadioMenuItem> measures = new EnumMap<>(ShareOf.class);
    private final Map<Integer, RadioMenuItem> multiples = new HashMap<>();
    private final Map<Integer, RadioMenuItem> leasts = new HashMap<>();

    SliderMenu(Session session, ShellCommands commands) {
        this.session = session;
        this.commands = commands;
        setId("share-of");
        setTooltip(new Tooltip(Text.of("shell.sliders.tip")));
        StyleClass.styled(this, StyleClass.FLAT);
        ToggleGroup one = new ToggleGroup();
        for (ShareOf what : ShareOf.values()) {
            RadioMenuItem item = item(ShareWords.inMenu(what, Granularity.UNITS), one);
            item.setOnAction(event -> commands.useShareOf(what));
            measures.put(what, item);
            getItems().add(item);
        }
        Menu round = choices("shell.sliders.round", Guards.MULTIPLES, multiples, this::round);
        Menu least = choices("shell.sliders.least", LEAST, leasts, this::keepAtLeast);
        getItems().addAll(new SeparatorMenuItem(), round, least);
        setText(Text.of("shell.sliders", ShareWords.inToolbar(ShareOf.UNITS, Granularity.UNITS)));
    }

    private static Menu choices(
            String key, List<Integer> numbers, Map<Integer, RadioMenuItem> items, Consumer<Integer> use) {
        Menu menu = new Menu(Text.of(key));
        menu.setId(key.substring(key.lastIndexOf('.') + 1));
        ToggleGroup one = new ToggleGroup();
        for (int number : numbers) {
            RadioMenuItem item = item(number == 1 ? Text.of(key + ".one") : Text.of(key + ".many", number), one);
            item.setOnAction(event -> use.accept(number));
            items.put(number, item);
            menu.getItems().add(item);
        }
        return menu;
    }

    private static RadioMenuItem item(String words, ToggleGroup one) {
        RadioMenuItem item = new RadioMenuItem(words);
        item.setMnemonicParsing(false);
        item.setToggleGroup(one);
        return item;
    }

    private void round(int multiple) {
        session.use(new Guards(multiple, guards().least()));
    }

    private void keepAtLeast(int least) {
        session.use(new Guards(guards().multiple(), least));
    }

    private Guards guards() {
        return session.history().current().state().plan().guards();
    }

    /** Follows the session. */
    void follow() {
        Granularity granularity = session.pictured().plan().granularity();
        ShareOf shown = commands.shareOf().on(granularity);
        Guards guards = session.pictured().plan().guards();
        measures.forEach((what, item) -> {
            item.setText(ShareWords.inMenu(what, granularity));
            item.setDisable(!what.appliesTo(granularity));
            item.setSelected(what == shown);
        });
        multiples.forEach((number, item) -> {
            item.setDisable(granularity == Granularity.WEIGHTS);
            item.setSelected(number == guards.multiple());
        });
        leasts.forEach((number, item) -> {
            item.setDisable(granularity == Granularity.WEIGHTS);
            item.setSelected(number == guards.least());
        });
        String text = Text.of("shell.sliders", ShareWords.inToolbar(shown, granularity));
        if (granularity == Granularity.UNITS && guards.multiple() > 1) {
            text += Text.of("shell.sliders.rounded", guards.multiple());
        }
        if (granularity == Granularity.UNITS && guards.least() > 1) {
            text += Text.of("shell.sliders.guarded", guards.least());
        }
        setText(text);
    }
}
