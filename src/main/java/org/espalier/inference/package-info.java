/** How a network is run fast: a plan of ND4J operations on reused buffers. */
@NullMarked
package org.espalier.inference;

import org.jspecify.annotations.NullMarked;
