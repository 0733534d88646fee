/** How the window looks: themes, colours, fonts, and the names of CSS classes. */
@NullMarked
package org.espalier.ui.style;

import org.jspecify.annotations.NullMarked;
