// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.eql.SampleQuery;
import dev.tripline.eql.SequenceQuery;
import dev.tripline.format.FieldSupply;
import dev.tripline.format.Formats;
import dev.tripline.rule.Feeding;
import dev.tripline.rule.Risk;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleException;
import dev.tripline.rule.RuleTestCase;
import dev.tripline.rule.RuleTestFile;
import dev.tripline.rule.Threat;
import dev.tripline.rule.Threshold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes {@code docs/detections.md} from rules: what each sees, needs, resists and cannot see. */
final class DetectionsPage {

    private final List<Rule> rules;
    private final Feeding feeding = new Feeding(FieldSupply.of(Formats.SHIPPED));
    private final QuietDay quiet = QuietDay.published();
    private final StringBuilder page = new StringBuilder();

    private DetectionsPage(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * @param rules in the order in which they are to be shown
     * @throws RuleException if the tests of one cannot be read
     */
    static String of(List<Rule> rules) throws RuleException {
        DetectionsPage page = new DetectionsPage(rules);
        page.overview();
        page.coverage();
        for (Rule rule : rules) {
            page.rule(rule);
        }
        return page.page.toString().stripTrailing();
    }

    private void overview() {
        line("# Detections");
        line("");
        line(
                "Written by `tripline coverage --page` from the rules themselves. `tripline coverage` alone"
                        + " writes a layer for the ATT&CK Navigator.");
        line("");
        line(
                "False alerts are those of day %d of [a quiet life](quiet-life.md), measured on %s at scale %s with seed %s:"
                        + " %d on %,d events a day, and all of %d attacks found.",
                quiet.day(),
                quiet.date(),
                quiet.scale(),
                quiet.seed(),
                quiet.all(),
                quiet.events() / quiet.day(),
                quiet.attacks());
        line("");
        line("| rule | what it is | severity | techniques | false alerts |");
        line("|---|---|---|---|---|");
        for (Rule rule : rules) {
            line(
                    "| [%s](#%s) | %s | %s %d | %s | %s |",
                    rule.id(),
                    anchor(rule),
                    kind(rule),
                    rule.risk().severity().word(),
                    rule.risk().score(),
                    String.join(", ", techniques(rule)),
                    quiet.of(rule.id()));
        }
    }

    private void coverage() {
        line("");
        line("## Coverage");
        line("");
        line("What the documents that describe these techniques ask for, and which rules answer.");
        for (Requirement source : Requirement.all()) {
            line("");
            line("| [%s](%s) | rules |", source.name(), source.reference());
            line("|---|---|");
            for (String asked : source.asks()) {
                String answers =
                        rules.stream()
                                .filter(rule -> texts(rule, "covers").contains(asked))
                                .map(rule -> "[" + rule.id() + "](#" + anchor(rule) + ")")
                                .collect(Collectors.joining(", "));
                line("| %s | %s |", asked, answers.isEmpty() ? "none" : answers);
            }
        }
    }

    private void rule(Rule rule) throws RuleException {
        line("");
        line("## %s", rule.id());
        line("");
        line("**%s.** %s", rule.name(), oneLine(rule.description()));
        line("");
        line("| | |");
        line("|---|---|");
        line("| what it is | %s |", kind(rule));
        line("| risk | %s |", risk(rule.risk()));
        line("| ATT&CK | %s |", String.join(", ", techniqueLinks(rule)));
        feeds(rule);
        if (rule.suppression() != null) {
            line(
                    "| one alert for | the same %s, %s |",
                    String.join(", ", rule.suppression().groupBy()),
                    span(rule.suppression().duration()));
        }
        tests(rule);
        countermeasures(rule);
        list("Resists", texts(rule, "resists"));
        list("Cannot see", texts(rule, "blind_spots"));
        list("Known to be harmless", rule.falsePositives());
    }

    private static String risk(Risk risk) {
        String modifiers =
                risk.modifiers().stream()
                        .map(modifier -> "%+d %s".formatted(modifier.score(), modifier.name()))
                        .collect(Collectors.joining("; "));
        return risk.severity().word()
                + ", "
                + risk.score()
                + (modifiers.isEmpty() ? "" : "; " + modifiers);
    }

    private static String span(Duration duration) {
        long minutes = duration.toMinutes();
        return minutes % 60 == 0 ? minutes / 60 + " h" : minutes + " min";
    }

    private void countermeasures(Rule rule) {
        if (!rule.response().countermeasures().isEmpty()) {
            line(
                    "| D3FEND | %s |",
                    rule.response().countermeasures().stream()
                            .map(
                                    measure ->
                                            "[%s](%s) %s"
                                                    .formatted(
                                                            measure.id(),
                                                            measure.reference(),
                                                            measure.name()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private void feeds(Rule rule) {
        List<Feeding.Stage> stages = feeding.of(rule);
        for (int i = 0; i < stages.size(); i++) {
            String formats =
                    Stream.concat(
                                    stages.get(i).formats().stream(),
                                    stages.get(i).open().stream()
                                            .map(format -> format + " (if it holds the fields)"))
                            .collect(Collectors.joining(", "));
            line(
                    "| %s | %s |",
                    stages.size() == 1 ? "fed by" : "stage " + (i + 1) + " fed by",
                    formats.isEmpty() ? "no shipped format" : formats);
        }
    }

    private void tests(Rule rule) throws RuleException {
        Path file = RuleTestFile.beside(Path.of(rule.file()));
        if (Files.exists(file)) {
            List<RuleTestCase> cases = RuleTestFile.load(file).cases();
            long matching = cases.stream().filter(test -> test.matches() > 0).count();
            long evasions = cases.stream().filter(RuleTestCase::evasion).count();
            line(
                    "| tested by | %d cases that match, %d of them evasions; %d that must not |",
                    matching, evasions, cases.size() - matching);
        }
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            line("");
            line("%s:", title);
            line("");
            items.forEach(item -> line("* %s", oneLine(item)));
        }
    }

    private static String kind(Rule rule) {
        if (rule.grouping() != null) {
            return rule.grouping() instanceof Threshold ? "threshold" : "new terms";
        }
        if (rule.query() instanceof SequenceQuery) {
            return "sequence";
        }
        return rule.query() instanceof SampleQuery ? "sample" : "single event";
    }

    private static List<String> techniques(Rule rule) {
        return all(rule).stream().map(Threat.Technique::id).distinct().toList();
    }

    private static List<String> techniqueLinks(Rule rule) {
        return all(rule).stream()
                .map(
                        technique ->
                                "[%s](%s) %s"
                                        .formatted(
                                                technique.id(),
                                                technique.reference(),
                                                technique.name()))
                .distinct()
                .toList();
    }

    /** The most exact ones: a technique only where no subtechnique of it is named. */
    private static Set<Threat.Technique> all(Rule rule) {
        Set<Threat.Technique> found = new LinkedHashSet<>();
        for (Threat threat : rule.threats()) {
            for (Threat.Technique technique : threat.techniques()) {
                if (technique.subtechniques().isEmpty()) {
                    found.add(technique);
                } else {
                    found.addAll(technique.subtechniques());
                }
            }
        }
        return found;
    }

    /** What a rule says under a key that only this page reads. */
    private static List<String> texts(Rule rule, String key) {
        List<String> texts = new ArrayList<>();
        if (rule.other().get("rule") instanceof Map<?, ?> keys
                && keys.get(key) instanceof List<?> values) {
            values.forEach(value -> texts.add(value.toString()));
        }
        return texts;
    }

    private static String anchor(Rule rule) {
        return rule.id().replace(".", "");
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private void line(String format, Object... values) {
        page.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
