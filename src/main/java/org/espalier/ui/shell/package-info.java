/** The window as a whole: toolbar, headline, status, and what joins the features. */
@NullMarked
package org.espalier.ui.shell;

import org.jspecify.annotations.NullMarked;
