// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import dev.tripline.life.attack.Attacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.StringJoiner;
import java.util.TreeSet;

/** Writes down for {@code docs/detections.md} what came of the last day of a life. */
final class QuietDayFile {

    private static final Path FILE =
            Path.of("src/main/resources/dev/tripline/cli/quiet-day.properties");

    private QuietDayFile() {}

    static void write(LifeReport report) throws IOException {
        LifeOptions options = report.options();
        StringJoiner lines = new StringJoiner("\n", "", "\n");
        lines.add("# Written by scripts/quiet-life --publish; docs/detections.md shows it.");
        lines.add("date = " + LocalDate.now(ZoneOffset.UTC));
        lines.add("day = " + options.days());
        lines.add("scale = " + options.scale());
        lines.add("seed = " + options.seed());
        lines.add("events = " + report.events());
        lines.add("attacks = " + Attacks.CATALOGUE.size());
        lines.add("# False alerts of each rule on that day.");
        for (String rule : new TreeSet<>(report.rules())) {
            lines.add("rule." + rule + " = " + report.falseAlerts(rule, options.days()));
        }
        Files.writeString(FILE, lines.toString());
    }
}
