/** The same work without a window. */
@NullMarked
package org.espalier.cli;

import org.jspecify.annotations.NullMarked;
