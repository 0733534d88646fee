/** Fine-tuning: how it is to go, how it goes, and how it is paused and stopped. */
@NullMarked
package org.espalier.ui.tuning;

import org.jspecify.annotations.NullMarked;
