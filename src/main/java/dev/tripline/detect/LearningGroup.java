// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

/**
 * What is known of a group of terms besides these.
 *
 * @param began the time of its first event, in milliseconds
 * @param latest the slot of its latest event
 * @param terms how many it has
 */
public record LearningGroup(long began, long latest, int terms) {

    LearningGroup seen(long slot, int more) {
        return new LearningGroup(began, Math.max(latest, slot), terms + more);
    }
}
