// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/** Something that somebody does at its time. */
public interface Habit {

    void act(long now);
}
