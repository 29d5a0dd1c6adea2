// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.job.ConfigException;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tripline coverage}: what rules look for, for people and for the ATT&CK Navigator. */
@Command(
        name = "coverage",
        mixinStandardHelpOptions = true,
        description = {
            "Writes what rules look for as a layer of the ATT&CK Navigator, JSON on standard output:",
            "open it under https://mitre-attack.github.io/attack-navigator/."
        })
final class CoverageCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Rule files, or directories of them; job/rules if none is given.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--page", description = "Write a page for people, in Markdown, instead.")
    private boolean page;

    @Mixin private SchemaOption schema;

    @Mixin private ContextOption context;

    @Override
    public Integer call() throws IOException, RuleException, ConfigException {
        List<Rule> rules =
                RunnableRules.check(
                                paths.isEmpty() ? List.of(Home.rules()) : paths,
                                context.load().over(schema.load()),
                                List.of())
                        .orThrow()
                        .stream()
                        .filter(Rule::enabled)
                        .sorted(Comparator.comparing(Rule::id))
                        .toList();
        spec.commandLine()
                .getOut()
                .println(page ? DetectionsPage.of(rules) : NavigatorLayer.of(rules));
        return 0;
    }
}
