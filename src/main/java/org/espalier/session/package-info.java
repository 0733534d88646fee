/** The experiment: its states, their history, what is current. Plain Java. */
@NullMarked
package org.espalier.session;

import org.jspecify.annotations.NullMarked;
