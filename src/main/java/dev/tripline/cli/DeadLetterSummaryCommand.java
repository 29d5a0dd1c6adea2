// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.job.ConfigLoader;
import dev.tripline.job.JobConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tripline deadletters summary}. */
@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        description = "Counts dead letters by source and reason, and shows an example of each.")
final class DeadLetterSummaryCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration that says where dead letters are written.")
    private Path config;

    @Mixin private DeadLetterOptions letters;

    @Override
    public Integer call() throws Exception {
        JobConfig job = config == null ? null : ConfigLoader.load(config);
        DeadLetterSummary summary = new DeadLetterSummary();
        letters.read(job, (letter, line) -> summary.add(letter));
        summary.print(spec.commandLine().getOut());
        return 0;
    }
}
