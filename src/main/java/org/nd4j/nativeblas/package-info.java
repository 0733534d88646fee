/** A repair of DL4J's own: one class that it expects to find here. */
@NullMarked
package org.nd4j.nativeblas;

import org.jspecify.annotations.NullMarked;
