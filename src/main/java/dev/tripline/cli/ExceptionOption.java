// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The exceptions of a deployment. */
final class ExceptionOption {

    @Option(
            names = "--exceptions",
            paramLabel = "FILE",
            description =
                    "Exceptions from the rules (docs/context.md#exceptions). May be repeated.")
    private List<Path> files = new ArrayList<>();

    List<Path> files() {
        return files;
    }
}
