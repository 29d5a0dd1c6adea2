// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.format.SourceFormat;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleTestCase;
import dev.tripline.rule.RuleTestFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tripline test}: the tests that stand beside the rules. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Runs the tests of rules: NAME.test.yaml beside NAME.toml.")
final class TestCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Rule files, or directories of them; job/rules if none is given.")
    private List<Path> paths = new ArrayList<>();

    @Mixin private SchemaOption schema;

    @Mixin private ContextOption context;

    @Mixin private ExceptionOption exceptions;

    @Mixin private FormatOption format;

    private int passed;
    private int failed;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> places = paths.isEmpty() ? List.of(Home.rules()) : paths;
        SourceFormat events = format.load();
        RuleTests.Setting setting =
                new RuleTests.Setting(events, schema.load(), context.load(), exceptions.files());
        for (Rule rule : setting.rules(places)) {
            test(rule, new RuleTests(rule, setting), out);
        }
        out.printf("%d passed, %d failed%n", passed, failed);
        return failed == 0 ? 0 : Tripline.FAILED_CHECK;
    }

    private void test(Rule rule, RuleTests tests, PrintWriter out) throws Exception {
        Path file = RuleTestFile.beside(Path.of(rule.file()));
        if (!Files.exists(file)) {
            out.printf("%-52s has no tests (%s)%n", rule.id(), file.getFileName());
            return;
        }
        List<String> failures = new ArrayList<>();
        int matching = 0;
        int silent = 0;
        int evasions = 0;
        for (RuleTestCase test : RuleTestFile.load(file).cases()) {
            Optional<String> problem = tests.run(test);
            problem.ifPresent(p -> failures.add("  ✗ " + test.name() + ": " + p));
            evasions += test.evasion() ? 1 : 0;
            if (test.matches() > 0) {
                matching++;
            } else {
                silent++;
            }
        }
        failed += failures.size();
        passed += matching + silent - failures.size();
        out.printf(
                "%-52s %3d match (%d evasions), %3d near misses: %s%n",
                rule.id(),
                matching,
                evasions,
                silent,
                failures.isEmpty() ? "ok" : failures.size() + " FAILED");
        failures.forEach(out::println);
    }
}
