/** What the user reads: sentences by key in the chosen language, and refusals that carry such a key. */
@NullMarked
package org.espalier.text;

import org.jspecify.annotations.NullMarked;
