// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.format.SourceFormat;
import dev.tripline.job.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tripline fields}: what rules can ask of events, and what it would answer. */
@Command(
        name = "fields",
        mixinStandardHelpOptions = true,
        description = {
            "Shows every event of a file with all its fields, as rules see them, derived ones among",
            "them: one JSON line per event, or per record that is none. Tokens are masked."
        })
final class FieldsCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            required = true,
            description = "A file of one record per line, also gzipped. It is read twice.")
    private Path input;

    @Mixin private FormatOption format;

    @Mixin private ClusterOption cluster;

    @Mixin private ContextOption context;

    @Override
    public Integer call() throws Exception {
        SourceFormat sourceFormat = format.load();
        if (!Files.isRegularFile(input) || !Files.isReadable(input)) {
            throw new ConfigException("there is no file " + input);
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean complete = FieldsRun.show(input, sourceFormat, cluster.source(context.load()), out);
        out.flush();
        if (!complete) {
            spec.commandLine()
                    .getErr()
                    .println("warning: the events have too many fields to show; some are left out");
        }
        return 0;
    }
}
