// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.format.FormatException;
import dev.tripline.format.Formats;
import dev.tripline.format.SourceFormat;
import dev.tripline.job.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What the events of a file look like. */
final class FormatOption {

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "Format of the events: auto, or a name out of docs/formats.md (default:"
                            + " ${DEFAULT-VALUE}).")
    private String format;

    @Option(
            names = "--formats",
            paramLabel = "PATH",
            description =
                    "Format files of your own, or directories of them, beside the shipped ones."
                            + " May be repeated.")
    private List<Path> formats = new ArrayList<>();

    SourceFormat load() throws ConfigException {
        try {
            Formats known = Formats.with(formats);
            return known.named(format).orElseThrow(() -> unknown(known));
        } catch (FormatException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private ConfigException unknown(Formats known) {
        return new ConfigException(
                "there is no format "
                        + format
                        + "; use one of "
                        + String.join(", ", known.names()));
    }
}
