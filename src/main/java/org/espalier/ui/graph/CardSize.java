package org.espalier.ui.graph;

/** How large cards are, in pixels, before any of them is built: the layout needs to know. */
final class CardSize {

    static final double WIDTH = 350;

    private static final double ONE_LINE = 34;
    private static final double REASON = 70;
    private static final double SLIDER = 104;
    private static final double NOTE = 20;

    private CardSize() {}

    static double height(CardModel card) {
        if (card.isAdjustable()) {
            return card.note().isEmpty() ? SLIDER : SLIDER + NOTE;
        }
        return card.reason().isEmpty() ? ONE_LINE : REASON;
    }
}
