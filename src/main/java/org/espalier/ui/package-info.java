/** The window. Features meet in the session; the shell composes them. */
@NullMarked
package org.espalier.ui;

import org.jspecify.annotations.NullMarked;
