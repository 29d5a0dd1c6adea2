// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.eql.Schema;
import dev.tripline.eql.ValueList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in {@code conf} and {@code docs/context.md}. */
class ContextExamplesTest {

    private static final Path CONTEXT = Path.of("conf/context.toml");
    private static final Path EXCEPTIONS = Path.of("conf/exceptions.toml");
    private static final Pattern EXAMPLE = Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path directory;

    @Test
    void theExamplesToBeginWithAreGood() throws Exception {
        Schema schema = DeploymentContext.load(List.of(CONTEXT)).over(Schema.NONE);
        LoadedRules loaded =
                RuleLoader.load(List.of(Path.of("job/rules")), schema, List.of(EXCEPTIONS));

        assertThat(loaded.errors()).isEmpty();
        assertThat(loaded.exemptions()).isNotEmpty();
        assertThat(
                        ExemptionWarnings.of(
                                loaded,
                                schema,
                                loaded.exemptions().get(0).expires().minus(Duration.ofDays(1))))
                .isEmpty();
    }

    @Test
    void theExamplesOfThePageAreOneContextAndOneException() throws Exception {
        StringBuilder context = new StringBuilder();
        StringBuilder exceptions = new StringBuilder();
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs/context.md")));
        while (example.find()) {
            boolean exception = example.group(1).startsWith("[[exception]]");
            (exception ? exceptions : context).append(example.group(1)).append('\n');
        }
        Path file = Files.writeString(directory.resolve("context.toml"), context);
        Path exceptionFile = Files.writeString(directory.resolve("exceptions.toml"), exceptions);

        Schema schema = DeploymentContext.load(List.of(file)).over(Schema.NONE);
        LoadedRules loaded =
                RuleLoader.load(List.of(Path.of("job/rules")), schema, List.of(exceptionFile));

        assertThat(loaded.errors()).isEmpty();
        assertThat(loaded.exemptions()).hasSize(1);
    }

    @Test
    void thePageNamesEveryList() throws Exception {
        String page = Files.readString(Path.of("docs/context.md"));

        assertThat(DeploymentContext.SHIPPED.lists())
                .map(ValueList::name)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
}
