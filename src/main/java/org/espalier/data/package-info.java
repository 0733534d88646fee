/** Labelled examples: readers of untrusted files, and splits that are never mixed. */
@NullMarked
package org.espalier.data;

import org.jspecify.annotations.NullMarked;
