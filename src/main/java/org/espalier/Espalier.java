package org.espalier;

/** x */
public final class Espalier {
    public static void main(String[] args) {
        System.out.println(org.nd4j.linalg.factory.Nd4j.rand(2, 2));
    }
}
