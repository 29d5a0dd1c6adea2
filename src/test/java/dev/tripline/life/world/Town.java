// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.time.Duration;

/**
 * Where everybody lives: the fleet, the time, and what is written down.
 *
 * @param thinning by how much rarer what happens everywhere the same does in a small town
 */
public record Town(
        long seed,
        double thinning,
        Almanac almanac,
        Fleet fleet,
        Timetable timetable,
        Post post,
        Audit audit,
        Sensors sensors,
        CloudTrail cloud,
        Docker docker,
        Logs logs) {

    private static final double THINNEST = 100;

    /**
     * @param part whose inhabitants act here; the fleet is that of all parts
     */
    public static Town of(long seed, double scale, Almanac almanac, int part) {
        Post post = new Post(Dice.of(seed, "post " + part));
        return new Town(
                seed,
                Math.min(THINNEST, Math.max(1, Math.pow(scale, -1.2))),
                almanac,
                new Fleet(seed, scale, almanac),
                new Timetable(),
                post,
                new Audit(post, Dice.of(seed, "audit " + part)),
                new Sensors(post, Dice.of(seed, "sensors " + part)),
                new CloudTrail(post, Dice.of(seed, "cloud " + part)),
                new Docker(post, Dice.of(seed, "docker " + part)),
                new Logs(post, Dice.of(seed, "logs " + part)));
    }

    /** Chance of one's own, which nobody else's throws change. */
    public Dice dice(String name) {
        return Dice.of(seed, name);
    }

    /** A period of something that many do alike, and that is thinned in a small town. */
    public long thinned(Duration period) {
        return (long) (period.toMillis() * thinning);
    }

    /** Every so often, thinned in a small town. */
    public void often(Duration period, Dice dice, Habit habit) {
        timetable.every(thinned(period), dice, habit);
    }

    /** A pod of the platform that lives from the beginning to the end. */
    public Pod platformPod(String namespace, String name) {
        return fleet.platform(namespace, name, 1, almanac).pods().get(0);
    }

    /**
     * Lives on until something comes to the job.
     *
     * @return {@code null} at the end of all days
     */
    public Delivery next() {
        while (true) {
            Delivery delivery = post.take();
            if (delivery != null) {
                return delivery;
            }
            long now = timetable.next();
            if (timetable.actBefore(almanac.end())) {
                post.bring(now);
            } else if (!post.close()) {
                return null;
            }
        }
    }
}
