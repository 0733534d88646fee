package org.espalier.text;

import org.jspecify.annotations.Nullable;

/**
 * Input that cannot be used, said in one sentence that tells the user what to do.
 *
 * <p>The sentence is kept as a key with its arguments, so that window and command line can show it in
 * the user's language; {@link #getMessage} is the English one.
 */
public class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final transient Object[] arguments;

    public Refused(String key, Object... arguments) {
        this(null, key, arguments);
    }

    /** A refusal with the error that was its reason, for the log. */
    public Refused(@Nullable Throwable reason, String key, Object... arguments) {
        super(Text.english(key, arguments), reason);
        this.key = key;
        this.arguments = arguments.clone();
    }

    /** The sentence in the user's language. */
    public String sentence() {
        return Text.of(key, arguments);
    }

    public String key() {
        return key;
    }
}
