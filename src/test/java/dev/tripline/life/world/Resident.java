// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** Somebody, or something, that lives in a town and has habits. */
public interface Resident {

    /** Writes the habits into the town's timetable. */
    void settle(Town town);
}
