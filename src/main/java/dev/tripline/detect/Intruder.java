// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

/**
 * An event that should be missing and is there.
 *
 * @param term that must not happen and that it matches
 */
public record Intruder(int term, Evidence event) {

    /**
     * @param terms as bits, of which {@code hit} matches some
     */
    static Intruder of(Hit hit, long terms) {
        return new Intruder(Long.numberOfTrailingZeros(hit.terms() & terms), hit.evidence());
    }

    long millis() {
        return event.time().millis();
    }
}
