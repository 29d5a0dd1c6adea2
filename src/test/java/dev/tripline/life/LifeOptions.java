// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import dev.tripline.life.world.Almanac;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Which life to live.
 *
 * @param days how many, the first of them a Monday
 * @param learningDays so many at first in which rules may learn: what they alert on there is shown,
 *     but not held against them
 * @param scale 1 is ten thousand pods
 * @param rules files, and directories of them
 */
record LifeOptions(int days, int learningDays, double scale, long seed, List<String> rules)
        implements Serializable {

    private static final String PREFIX = "tripline.life.";

    /**
     * As the system properties {@code tripline.life.*} say; {@code scripts/quiet-life} sets them.
     */
    static LifeOptions ofProperties() {
        int days = Integer.parseInt(property("days", "8"));
        return new LifeOptions(
                days,
                Integer.parseInt(property("learning-days", String.valueOf(days - 1))),
                Double.parseDouble(property("scale", "0.02")),
                Long.parseLong(property("seed", "1")),
                Arrays.asList(property("rules", "job/rules").split(",")));
    }

    static String property(String name, String otherwise) {
        return System.getProperty(PREFIX + name, otherwise);
    }

    LifeOptions {
        if (days <= learningDays) {
            throw new IllegalArgumentException(
                    days + " days leave none beside " + learningDays + " of learning");
        }
    }

    Almanac almanac() {
        return new Almanac(days);
    }

    List<Path> ruleFiles() {
        return rules.stream().map(Path::of).toList();
    }
}
