package org.espalier.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.espalier.text.NearNames;
import org.espalier.text.Refused;

/** Where a network comes from: a file of the user's, or one of the demo networks inside the program. */
public sealed interface ModelSource permits ModelSource.Demo, ModelSource.File {

    /** The demo networks, the one that is opened first in front. */
    List<String> DEMOS = List.of("article-cnn", "lenet-5", "lenet-300-100", "fashion-resnet");

    /** What the user calls it. */
    String name();

    /**
     * Reads the network as the file holds it, without the images it is for.
     *
     * @throws Refused where the file cannot be used
     */
    ModelFile.Opened opened() throws Refused;

    /**
     * Reads the network for images of a shape.
     *
     * @throws Refused where the file cannot be used, or does not fit the images
     */
    default Network read(Shape images) throws Refused {
        return Network.of(name(), opened(), images);
    }

    /**
     * Reads the network for the first of the usual shapes of images that fits it, since a file does not say which it is
     * for.
     *
     * @throws Refused where the file cannot be used, or none fits
     */
    default Network readForUsualImages() throws Refused {
        return UsualImages.open(name(), opened());
    }

    /**
     * A demo by its name, or else a file.
     *
     * @throws Refused where no file can have this name, or there is none and a demo may be meant
     */
    static ModelSource named(String name) throws Refused {
        try {
            Path file = Path.of(name);
            if (Files.exists(file)) {
                return new File(file);
            }
            if (DEMOS.contains(name)) {
                return new Demo(name);
            }
            refuseMistypedDemo(name, file);
            return new File(file);
        } catch (InvalidPathException noName) {
            throw new Refused(noName, "network.no-file-name", name, String.join(", ", DEMOS));
        }
    }

    private static void refuseMistypedDemo(String name, Path file) throws Refused {
        String demos = String.join(", ", DEMOS);
        Optional<String> meant = NearNames.meant(name, DEMOS);
        if (meant.isPresent()) {
            throw new Refused("network.demo-meant", name, meant.get(), demos);
        }
        boolean isWord = file.getNameCount() == 1 && !file.isAbsolute() && name.indexOf('.') < 0;
        if (isWord) {
            throw new Refused("network.neither-file-nor-demo", name, demos);
        }
    }

    /** A network inside the program. */
    record Demo(String name) implements ModelSource {
        @Override
        public ModelFile.Opened opened() throws Refused {
            try (InputStream in = Demo.class.getResourceAsStream("/assets/models/" + name + ".zip")) {
                if (in == null) {
                    throw new Refused("network.no-such-demo", name, String.join(", ", DEMOS));
                }
                return ModelFile.read(in, name);
            } catch (IOException unreadable) {
                throw new Refused(unreadable, "network.unreadable", name, String.valueOf(unreadable.getMessage()));
            }
        }

        /** The embedded data set that it was trained on. */
        public String dataSet() {
            return name.startsWith("fashion") ? "fashion-mnist" : "mnist";
        }
    }

    /** A file of the user's. */
    record File(Path path) implements ModelSource {
        @Override
        public String name() {
            Path file = path.getFileName();
            return file == null ? path.toString() : file.toString();
        }

        @Override
        public ModelFile.Opened opened() throws Refused {
            return ModelFile.read(path);
        }
    }
}
