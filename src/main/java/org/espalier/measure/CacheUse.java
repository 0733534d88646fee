package org.espalier.measure;

/**
 * How much memory kept activations take.
 *
 * @param bytes taken now
 * @param budget that may be taken
 * @param isCut whether there was too little, so that fewer images are kept and more is run again
 */
public record CacheUse(long bytes, long budget, boolean isCut) {}
