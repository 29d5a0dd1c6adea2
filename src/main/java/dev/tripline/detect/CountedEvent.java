// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

/**
 * An event that has counted for some terms of a join key; its millisecond is known from where this
 * is kept.
 *
 * @param once of {@link Evidence#once()}
 * @param nanos of its time, within the millisecond
 * @param terms as of {@link Hit#terms()}
 */
public record CountedEvent(String once, int nanos, long terms) {}
