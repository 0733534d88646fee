package org.espalier.text;

/**
 * Input that was good, and work that was done, but does not stand up to a check: such as a smaller network that does not
 * answer like the one it was made of.
 */
public final class CheckFailed extends Refused {

    private static final long serialVersionUID = 1L;

    public CheckFailed(String key, Object... arguments) {
        super(key, arguments);
    }
}
