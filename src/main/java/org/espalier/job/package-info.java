/** One long thing at a time: its progress, its cancelling, newest request wins. Plain Java. */
@NullMarked
package org.espalier.job;

import org.jspecify.annotations.NullMarked;
