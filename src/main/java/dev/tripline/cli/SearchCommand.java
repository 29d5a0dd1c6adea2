// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tripline search}: what Elasticsearch and OpenSearch need to know of alerts. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Prepares an Elasticsearch or OpenSearch for alerts.",
        subcommands = SearchSetupCommand.class)
final class SearchCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: setup.");
    }
}
