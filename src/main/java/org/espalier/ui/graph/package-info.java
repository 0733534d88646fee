/** The network as cards and wires, with a slider on every layer that can be pruned. */
@NullMarked
package org.espalier.ui.graph;

import org.jspecify.annotations.NullMarked;
