package org.espalier.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.espalier.network.ModelSource;
import org.espalier.network.Network;
import org.espalier.network.Shape;
import org.espalier.session.Doubts;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what a network is made of, and what goes with each unit that is removed. */
@Command(name = "info", mixinStandardHelpOptions = true)
final class InfoCommand implements Callable<Integer> {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,5})[x×](\\d{1,5})(?:[x×](\\d{1,5}))?");

    @Parameters(paramLabel = "MODEL", descriptionKey = "model")
    private String model = "";

    @Option(names = "--image", paramLabel = "HxWxC")
    private String image = "";

    @Option(names = "--json")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Refused, IOException {
        boolean assumed = image.isEmpty();
        ModelSource source = ModelSource.named(model);
        Network network = assumed ? source.readForUsualImages() : source.read(shape());
        Doubts.of(source, network)
                .forEach(Objects.requireNonNull(spec).commandLine().getErr()::println);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            JSON pretty = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).with(JSON.Feature.WRITE_NULL_PROPERTIES);
            out.println(pretty.asString(new NetworkFacts(network).all(assumed)));
        } else {
            new NetworkTable(network).lines(assumed).forEach(out::println);
        }
        return CommandLineInterface.DONE;
    }

    private Shape shape() throws Refused {
        Matcher sizes = SHAPE.matcher(image.strip());
        if (!sizes.matches()) {
            throw new Refused("cli.image", image);
        }
        int height = Integer.parseInt(sizes.group(1));
        int width = Integer.parseInt(sizes.group(2));
        int channels = sizes.group(3) == null ? 1 : Integer.parseInt(sizes.group(3));
        if (height < 1 || width < 1 || channels < 1 || (long) height * width * channels > Integer.MAX_VALUE) {
            throw new Refused("cli.image", image);
        }
        return new Shape(height, width, channels);
    }
}
