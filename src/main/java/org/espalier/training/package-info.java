/** How a network learns: the trainer of the demo networks. */
@NullMarked
package org.espalier.training;

import org.jspecify.annotations.NullMarked;
