package org.espalier.session;

/** What this program calls itself, in its answers and in the files it writes. */
public final class ProgramVersion {

    public static final String NAME = "Espalier 0.1.0";

    private ProgramVersion() {}
}
