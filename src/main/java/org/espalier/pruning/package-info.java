/** What to remove and how: criterion, scores, plan, mask. */
@NullMarked
package org.espalier.pruning;

import org.jspecify.annotations.NullMarked;
