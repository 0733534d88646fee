package org.espalier.ui.graph;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;

/** Writes down what the cards ask for. */
final class Asked implements Commands {

    final List<String> previews = new ArrayList<>();
    final List<String> locks = new ArrayList<>();
    final List<String> selections = new ArrayList<>();
    final List<String> points = new ArrayList<>();
    final List<String> removals = new ArrayList<>();
    int commits;

    @Override
    public void preview(String layer, double share) {
        previews.add(layer + " " + Math.round(share * 1000) / 10.0);
    }

    @Override
    public void commit() {
        commits++;
    }

    @Override
    public void lock(String layer, boolean locked) {
        locks.add(layer + " " + locked);
    }

    @Override
    public String explain(String layer) {
        return "explains " + layer;
    }

    @Override
    public void select(String layer) {
        selections.add(layer);
    }

    @Override
    public void point(String layer, boolean on) {
        points.add(layer + " " + on);
    }

    @Override
    public void remove(String layer, Point2D at) {
        removals.add("remove " + layer);
    }

    @Override
    public void offerRemovals(String layer, Point2D at) {
        removals.add("offer " + layer);
    }
}
