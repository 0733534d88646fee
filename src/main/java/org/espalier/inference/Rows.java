package org.espalier.inference;

/** The values of a slot as one row of channels per pixel. */
final class Rows {

    private Rows() {}

    static Cell of(Lane lane, Slot slot, Presence presence) {
        long pixels = (long) lane.batch() * slot.shape().positions();
        return lane.cell(slot).as(pixels, presence.present(slot).length);
    }
}
