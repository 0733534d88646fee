package org.espalier.ui.graph;

/**
 * A layer reads another.
 *
 * @param beside whether it passes other layers by, such as a residual link
 */
public record Wire(String from, String to, boolean beside) {}
