package org.espalier.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.espalier.network.Layer;
import org.espalier.network.Structure;

/**
 * What is left of a network once the first units of some orders are gone, counted as {@link Cost} counts it. Made once
 * per set of orders; a question then takes a few operations per layer, however many units there are.
 */
public final class CostTable {

    /** What of a layer is counted, by how many input channels and output units it keeps. */
    @FunctionalInterface
    public interface Counted {
        Counted PARAMETERS = Layer::parameters;
        Counted MULTIPLY_ADDS = Layer::multiplyAdds;

        long of(Layer layer, int keptInputs, int keptUnits);
    }

    /** One side of a layer: its channels, and how many of them are gone with the first units of an order. */
    private record Side(int channels, List<Course> courses) {
        int kept(int[] counts) {
            int kept = channels;
            for (Course course : courses) {
                kept -= course.gone[counts[course.order]];
            }
            return kept;
        }

        boolean isTouchedBy(int order) {
            return courses.stream().anyMatch(course -> course.order == order);
        }
    }

    private static final class Course {
        private final int order;
        private final int[] gone;

        Course(int order, int length) {
            this.order = order;
            this.gone = new int[length + 1];
        }
    }

    private record Sides(Layer layer, Side front, Side behind) {
        long left(Counted what, int[] counts) {
            return what.of(layer, front.kept(counts), behind.kept(counts));
        }
    }

    private final List<int[]> orders;
    private final List<Sides> layers = new ArrayList<>();

    /** @param orders units of the network, each in at most one of them; never to be changed */
    public CostTable(Structure network, List<int[]> orders) {
        this.orders = List.copyOf(orders);
        int units = 0;
        for (Layer layer : network.graph().layers()) {
            units = Math.max(
                    units,
                    Arrays.stream(network.units().behind(layer.name())).max().orElse(-1) + 1);
        }
        int[] orderOf = new int[units];
        int[] placeOf = new int[units];
        Arrays.fill(orderOf, -1);
        for (int order = 0; order < orders.size(); order++) {
            int[] sequence = orders.get(order);
            for (int place = 0; place < sequence.length; place++) {
                orderOf[sequence[place]] = order;
                placeOf[sequence[place]] = place;
            }
        }
        for (Layer layer : network.graph().layers()) {
            layers.add(new Sides(
                    layer,
                    side(network.units().inFrontOf(layer.name()), orderOf, placeOf),
                    side(network.units().behind(layer.name()), orderOf, placeOf)));
        }
    }

    private Side side(int[] channels, int[] orderOf, int[] placeOf) {
        List<Course> courses = new ArrayList<>();
        for (int unit : channels) {
            if (orderOf[unit] >= 0) {
                course(orderOf[unit], courses).gone[placeOf[unit] + 1]++;
            }
        }
        courses.forEach(course -> sumUp(course.gone));
        return new Side(channels.length, courses);
    }

    private static void sumUp(int[] counts) {
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
    }

    private Course course(int order, List<Course> courses) {
        for (Course course : courses) {
            if (course.order == order) {
                return course;
            }
        }
        Course course = new Course(order, orders.get(order).length);
        courses.add(course);
        return course;
    }

    /** @param counts by order: how many of its first units are gone */
    public long left(Counted what, int[] counts) {
        long left = 0;
        for (Sides layer : layers) {
            left += layer.left(what, counts);
        }
        return left;
    }

    /** What goes with the first 0, 1, … all units of one order, while nothing else goes. */
    public long[] gone(Counted what, int order) {
        long[] gone = new long[orders.get(order).length + 1];
        int[] counts = new int[orders.size()];
        for (Sides layer : layers) {
            if (layer.front.isTouchedBy(order) || layer.behind.isTouchedBy(order)) {
                counts[order] = 0;
                long whole = layer.left(what, counts);
                for (int count = 0; count < gone.length; count++) {
                    counts[order] = count;
                    gone[count] += whole - layer.left(what, counts);
                }
            }
        }
        return gone;
    }
}
