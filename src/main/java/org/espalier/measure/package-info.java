/** How good a network is, with its interval, and how big. */
@NullMarked
package org.espalier.measure;

import org.jspecify.annotations.NullMarked;
