// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** How many false alerts of a rule on one day are borne. */
final class Borne {

    private static final String OTHERS = "others";

    private final Properties limits = new Properties();

    /**
     * As {@code --max-per-day} says, for all rules; else as {@code borne.properties} says, which is
     * about the small life of the build.
     */
    static Borne ofProperties() {
        Borne borne = new Borne();
        String forAll = LifeOptions.property("max-per-day", "");
        if (!forAll.isEmpty()) {
            borne.limits.setProperty(OTHERS, forAll);
            return borne;
        }
        try (InputStream file = Borne.class.getResourceAsStream("borne.properties")) {
            borne.limits.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return borne;
    }

    int of(String rule) {
        return Integer.parseInt(limits.getProperty(rule, limits.getProperty(OTHERS)));
    }
}
