// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.nio.file.Path;

/**
 * Where {@code scripts/tripline} was started from: the checkout that holds the rules and the demo.
 */
final class Home {

    private static final String PROPERTY = "tripline.home";

    private Home() {}

    /** Whether {@code scripts/tripline} started this process, and not a cluster's client. */
    static boolean isEmbedded() {
        return System.getProperty(PROPERTY) != null;
    }

    static Path directory() {
        return Path.of(System.getProperty(PROPERTY, ""));
    }

    static Path rules() {
        return directory().resolve("job/rules");
    }

    static Path demo() {
        return directory().resolve("conf/demo.yaml");
    }
}
