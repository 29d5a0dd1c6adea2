// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tripline deadletters}: what to do about records that could not be read. */
@Command(
        name = "deadletters",
        mixinStandardHelpOptions = true,
        description = "Counts dead letters, and reads them again when what broke them is mended.",
        subcommands = {DeadLetterSummaryCommand.class, ReplayCommand.class})
final class DeadLettersCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: summary or replay.");
    }
}
