// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

/**
 * A record that the job is given.
 *
 * @param wire ordinal of its {@link Wire}
 * @param origin {@link #LIFE}, or the name of the attack that left it
 * @param time when it comes, in milliseconds since 1970; never before that of the one before it
 */
public record Delivery(int wire, String origin, long time, byte[] record) {

    public static final String LIFE = "life";

    public Wire on() {
        return Wire.values()[wire];
    }
}
