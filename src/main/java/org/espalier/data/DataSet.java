package org.espalier.data;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.espalier.text.Refused;
import org.jspecify.annotations.Nullable;

/**
 * A named set of labelled images in up to three splits, each read when it is first asked for and then kept.
 *
 * <p>So the test split is not even opened before somebody asks for it. Safe for use from several threads.
 */
public final class DataSet {

    /** Where the splits come from. */
    interface Source {
        boolean has(Split split);

        Examples read(Split split) throws Refused;
    }

    private final String name;
    private final List<String> classNames;
    private final Source source;
    private final Map<Split, Examples> read = new EnumMap<>(Split.class);

    DataSet(String name, List<String> classNames, Source source) {
        this.name = name;
        this.classNames = List.copyOf(classNames);
        this.source = source;
    }

    /** A set whose examples are in memory already. */
    public static DataSet of(String name, List<String> classNames, Map<Split, Examples> splits) {
        return new DataSet(name, classNames, new InMemory(Map.copyOf(splits)));
    }

    /** What {@link DataSets#named} finds this set by: "mnist", or the path of its folder. */
    public String name() {
        return name;
    }

    /** What each label means, by label. */
    public List<String> classNames() {
        return classNames;
    }

    public int classes() {
        return classNames.size();
    }

    /** Whether there is such a split; looks at file names, reads nothing. */
    public boolean has(Split split) {
        return source.has(split);
    }

    /**
     * The examples of a split.
     *
     * @throws Refused if the set has no such split, or its files cannot be used
     */
    public synchronized Examples examples(Split split) throws Refused {
        Examples known = read.get(split);
        if (known != null) {
            return known;
        }
        if (!source.has(split)) {
            throw new Refused("data.noSplit." + split.name().toLowerCase(Locale.ROOT), name);
        }
        Examples examples = source.read(split);
        checkAgreesWithOthers(examples);
        read.put(split, examples);
        return examples;
    }

    private void checkAgreesWithOthers(Examples examples) throws Refused {
        if (examples.classes() != classes()) {
            throw new Refused("data.classesDiffer", name, examples.classes(), classes());
        }
        @Nullable Examples other = read.values().stream().findFirst().orElse(null);
        if (other != null && !other.shape().equals(examples.shape())) {
            throw new Refused("data.shapesDiffer", name, examples.shape(), other.shape());
        }
    }

    private record InMemory(Map<Split, Examples> splits) implements Source {

        @Override
        public boolean has(Split split) {
            return splits.containsKey(split);
        }

        @Override
        public Examples read(Split split) {
            Examples examples = splits.get(split);
            if (examples == null) {
                throw new IllegalArgumentException("no split " + split);
            }
            return examples;
        }
    }
}
