// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.format.FormatException;
import dev.tripline.format.Formats;

/** The formats that the sources of a configuration can name. */
final class ConfiguredFormats {

    private ConfiguredFormats() {}

    /**
     * @throws ConfigException if a format file cannot be used
     */
    static Formats of(JobConfig config) throws ConfigException {
        try {
            return Formats.with(config.formats());
        } catch (FormatException e) {
            throw new ConfigException(e.getMessage());
        }
    }
}
