/** How layers go as a whole. */
@NullMarked
package org.espalier.ui.removal;

import org.jspecify.annotations.NullMarked;
