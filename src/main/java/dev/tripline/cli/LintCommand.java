// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.rule.ErrorExcerpt;
import dev.tripline.rule.LoadedRules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tripline lint}: everything that is wrong with rules, without running them. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Checks rules and shows every mistake with its file, line and column.")
final class LintCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Rule files, or directories of them; job/rules if none is given.")
    private List<Path> paths = new ArrayList<>();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        LoadedRules rules = RunnableRules.check(paths.isEmpty() ? List.of(Home.rules()) : paths);
        rules.errors().forEach(error -> out.println(ErrorExcerpt.of(error)));
        out.printf(
                "%,d rules are good, %,d mistakes%n", rules.rules().size(), rules.errors().size());
        return rules.errors().isEmpty() ? 0 : Tripline.FAILED_CHECK;
    }
}
