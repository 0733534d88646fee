/** What a network is: layers, wires, coupled units, masks; and model files, read safely. */
@NullMarked
package org.espalier.network;

import org.jspecify.annotations.NullMarked;
