/** How a network learns: fine-tuning with the mask held, and the trainer of the demo networks. */
@NullMarked
package org.espalier.training;

import org.jspecify.annotations.NullMarked;
