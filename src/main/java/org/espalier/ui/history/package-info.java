/** The steps so far. */
@NullMarked
package org.espalier.ui.history;

import org.jspecify.annotations.NullMarked;
