// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TriplineTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "deadletters", "eql", "explain", "fields", "lint", "test", "help"})
    void everySubcommandHelps(String subcommand) {
        assertThatCode(() -> Tripline.main(subcommand, "--help")).doesNotThrowAnyException();
    }

    @Test
    void everySubcommandHasADescription() {
        assertThat(new CommandLine(new Tripline()).getSubcommands().values())
                .allMatch(
                        command ->
                                command.getCommandSpec().usageMessage().description().length > 0);
    }

    @Test
    void leavesTheJvmOfAClusterAlive() {
        assertThatThrownBy(() -> Tripline.main("run", "--config", "missing.yaml"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("error: missing.yaml: there is no such file");
    }
}
