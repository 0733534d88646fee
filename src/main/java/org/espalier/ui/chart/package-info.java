/** Accuracy against parameters kept, drawn away from the FX thread. */
@NullMarked
package org.espalier.ui.chart;

import org.jspecify.annotations.NullMarked;
