package org.espalier.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.espalier.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What the command line says, in both languages. */
class LanguageTest {

    /** Two words side by side are a phrase; names, labels and values stand alone. */
    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{2,} [A-Za-z]{2,}");

    private static final Screen NO_SCREEN = new Screen() {
        @Override
        public int open() {
            throw new AssertionError("no window was asked for");
        }

        @Override
        public int demo(Path pictures, boolean dark) {
            throw new AssertionError("no demo was asked for");
        }
    };

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Locale before = Locale.ENGLISH;

    @BeforeEach
    void remember() {
        before = Text.language();
    }

    @AfterEach
    void speakAsBefore() {
        Text.use(before);
    }

    static List<String> commands() {
        return Stream.concat(Stream.of(""), CommandLineInterface.commands(NO_SCREEN).getSubcommands().keySet().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsWholeInBothLanguages(String command) {
        for (Locale language : Text.LANGUAGES) {
            Text.use(language);
            CommandSpec spec = spec(command);
            assertFalse(String.join("", spec.usageMessage().description()).isBlank(), () -> "tells nothing: " + spec);
            for (ArgSpec argument : spec.args()) {
                String description = String.join("", argument.description());
                assertFalse(description.isBlank(), () -> "tells nothing: " + argument);
                assertFalse(description.contains("{0}"), description);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void chineseHelpHasNoEnglishLeftOver(String command) {
        Text.use(Locale.SIMPLIFIED_CHINESE);
        assertEquals(0, run((command + " --help").strip().split(" ")), err::toString);
        String printed = out.toString().replaceAll("espalier " + command, "");
        assertTrue(printed.startsWith("用法："), printed);
        assertFalse(
                ENGLISH.matcher(printed).find(),
                () -> ENGLISH.matcher(printed).results().toList().get(0).group() + " in\n" + printed);
        CommandSpec spec = spec(command);
        assertTrue(isChinese(String.join("", spec.usageMessage().description())), printed);
        for (ArgSpec argument : spec.args()) {
            assertTrue(isChinese(String.join("", argument.description())), argument::toString);
        }
    }

    @Test
    void helpIsWrittenAsPlainText() {
        Text.use(Locale.ENGLISH);
        assertEquals(0, run("evaluate", "--help"));
        String evaluate = out.toString();
        assertTrue(evaluate.contains("with its 95 % interval"), evaluate);
        out.getBuffer().setLength(0);
        assertEquals(0, run("soak", "--help"));
        String soak = out.toString();
        assertTrue(soak.startsWith("Usage: espalier soak") && soak.contains("Default: article-cnn"), soak);
    }

    /** A text that no command asks for would be translated for nobody. */
    @Test
    void everyHelpTextIsShownSomewhere() {
        Set<String> shown = new HashSet<>(Set.of(
                "help.usage.synopsisHeading",
                "help.usage.commandListHeading",
                "help.mixinStandardHelpOptions.help",
                "help.mixinStandardHelpOptions.version"));
        for (String command : commands()) {
            CommandSpec spec = spec(command);
            String name = spec.qualifiedName(".");
            shown.add("help." + name + ".usage.description");
            for (ArgSpec argument : spec.args()) {
                String key = argument.descriptionKey().isEmpty() ? bare(argument) : argument.descriptionKey();
                String own = "help." + name + "." + key;
                shown.add(Text.keys("help").contains(own) ? own : "help." + key);
            }
        }
        Set<String> unused = new TreeSet<>(Text.keys("help"));
        unused.removeAll(shown);
        assertEquals(Set.of(), unused);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "evaluate lenet-5 --data mnist --grow | There is no option --grow here; the nearest are --"
                        + " | 此处没有选项 --grow；最接近的是 --",
                "--gro=1 | There is no option --gro here; the nearest are --help, --version."
                        + " | 此处没有选项 --gro；最接近的是 --help, --version。",
                "prun lenet-5 | There is no command prun; the nearest are prune, | 没有命令 prun；最接近的是 prune,",
                "info lenet-5 lenet-300-100 | lenet-300-100 is one argument too many. | 多了一个参数 lenet-300-100。",
                "evaluate lenet-5 | Missing: --data. | 缺少 --data。",
                "evaluate --data mnist | Missing: MODEL. | 缺少 MODEL。",
                "evaluate lenet-5 --data | --data needs a value, DATA. | --data 需要一个值 DATA。",
                "evaluate lenet-5 --data --json | --data needs a value, DATA. | --data 需要一个值 DATA。",
                "evaluate lenet-5 --data mnist --json=5 | --json takes no value. | --json 不带值。",
                "evaluate lenet-5 --data mnist --data mnist | --data can be given only once. | --data 只能给出一次。",
                "evaluate lenet-5 --data mnist --criterion luck | --criterion takes one of l1, l2,"
                        + " | --criterion 应为 l1, l2,",
                "evaluate lenet-5 --data mnist --share-of luck"
                        + " | --share-of takes one of units, parameters, multiply-adds, not \"luck\"."
                        + " | --share-of 应为 units, parameters, multiply-adds 之一，而不是“luck”。",
                "schedule lenet-5 --data mnist --kind never"
                        + " | --kind takes one of one-shot, iterative, gradual, lottery, not \"never\"."
                        + " | --kind 应为 one-shot, iterative, gradual, lottery 之一，而不是“never”。",
                "evaluate lenet-5 --data mnist --silence conv2"
                        + " | --silence takes LAYER=SHARE, such as conv2=0.5, not \"conv2\"."
                        + " | --silence 的写法是 LAYER=SHARE，例如 conv2=0.5，而不是“conv2”。",
                "evaluate lenet-5 --data mnist --silence conv2=half"
                        + " | --silence takes a number, not \"half\". | --silence 需要数字，而不是“half”。",
                "sweep lenet-5 --data mnist --shares 0,much"
                        + " | --shares takes a number, not \"much\". | --shares 需要数字，而不是“much”。",
                "soak --minutes 1.5 | --minutes takes a whole number, not \"1.5\". | --minutes 需要整数，而不是“1.5”。",
                "bench --threads many | --threads takes a whole number, not \"many\". | --threads 需要整数，而不是“many”。",
                "evaluate lenet-5 --data mnist --silence conv2=1,000"
                        + " | \"1,000\" can be read in two ways. Write 1000 for thousands, or 1.000 for decimals."
                        + " | “1,000”有两种读法。表示千位请写 1000，表示小数请写 1.000。",
                "demo --out a\0b | --out takes a file or a folder, and \"a\0b\" can be the name of none."
                        + " | --out 需要文件或文件夹，而“a\0b”不能作为名称。"
            })
    void whatCannotBeReadIsSaidInAWholeSentence(String line, String english, String chinese) {
        assertSays(Locale.ENGLISH, line, english, " --help.");
        assertSays(Locale.SIMPLIFIED_CHINESE, line, chinese, " --help。");
    }

    private void assertSays(Locale language, String line, String start, String end) {
        Text.use(language);
        err.getBuffer().setLength(0);
        assertEquals(CommandLineInterface.BAD_INPUT, run(line.split(" ")), out::toString);
        String said = err.toString().strip();
        assertTrue(said.startsWith(start) && said.endsWith(end) && said.lines().count() == 1, said);
    }

    @ParameterizedTest
    @CsvSource({
        "lenet5, did you mean the demo lenet-5?",
        "Article-CNN, did you mean the demo article-cnn?",
        "lenet-300, did you mean the demo lenet-300-100?",
        "resnet, neither a file nor a demo resnet"
    })
    void whoMistypesADemoIsToldTheDemos(String name, String hint) {
        Text.use(Locale.ENGLISH);
        assertEquals(CommandLineInterface.BAD_INPUT, run("info", name));
        String said = err.toString();
        assertTrue(said.contains(hint), said);
        assertTrue(said.contains("article-cnn, lenet-5, lenet-300-100, fashion-resnet"), said);
    }

    @Test
    void valuesOfOptionsAreTakenInEitherCase() {
        assertEquals(2, run("evaluate", "nowhere.zip", "--data", "mnist", "--share-of", "Multiply-Adds"));
        assertTrue(err.toString().contains("nowhere.zip"), err::toString);
    }

    private int run(String... arguments) {
        return CommandLineInterface.run(NO_SCREEN, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private static CommandSpec spec(String command) {
        CommandLine all = CommandLineInterface.commands(NO_SCREEN);
        return (command.isEmpty() ? all : all.getSubcommands().get(command)).getCommandSpec();
    }

    private static String bare(ArgSpec argument) {
        return ((CommandLine.Model.OptionSpec) argument).longestName().replaceFirst("^--", "");
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }
}
