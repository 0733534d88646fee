/** One layer in detail, and what all of them cost. */
@NullMarked
package org.espalier.ui.inspector;

import org.jspecify.annotations.NullMarked;
