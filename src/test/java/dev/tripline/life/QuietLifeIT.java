// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Eight days of a small company, a fiftieth of what {@code scripts/quiet-life} runs: after seven of
 * them, in which rules may learn, they must be quiet on the eighth, and see the attacks of that
 * day. Which attacks, depends on which rules there are.
 */
class QuietLifeIT {

    private static final String WRITE = "tripline.life.write";
    private static final String PUBLISH = "tripline.life.publish";
    private static final Path REPORT = Path.of("target/quiet-life.txt");

    @Test
    @DisabledIfSystemProperty(named = WRITE, matches = ".+")
    void rulesAreQuietInOrdinaryLifeAndSeeAttacksInIt() throws Exception {
        LifeReport report = new QuietLife(LifeOptions.ofProperties()).run();

        Files.writeString(REPORT, report.toString());
        System.out.println(report);
        assertThat(report.missed()).as("attacks that their rule missed").isEmpty();
        assertThat(report.noisy(Borne.ofProperties()))
                .as("rules with too many false alerts; %s has them all", REPORT)
                .isEmpty();
        assertThat(report.deadLetters()).as("records that no format reads").isZero();
        if (Boolean.getBoolean(PUBLISH)) {
            QuietDayFile.write(report);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = WRITE, matches = ".+")
    void lifeCanBeLookedAtInFiles() throws Exception {
        Path directory = Path.of(System.getProperty(WRITE));
        LifeFiles.write(LifeOptions.ofProperties(), directory);

        assertThat(directory).isNotEmptyDirectory();
    }
}
