// SPDX-License-Identifier: Apache-2.0
package dev.tripline.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Count;
import dev.tripline.detect.Detection;
import dev.tripline.eql.JoinKey;
import dev.tripline.rule.NewTerms;
import dev.tripline.rule.Rule;
import dev.tripline.rule.Threshold;
import java.util.List;
import java.util.stream.Collectors;

/** What a rule says of several events at once: how many there were, or what is new. */
final class GroupingFacts {

    private GroupingFacts() {}

    static void write(ObjectNode tripline, Rule rule, Detection detection) {
        if (rule.grouping() instanceof Threshold threshold) {
            write(tripline.putObject("threshold"), threshold, detection.count());
        }
        if (rule.grouping() instanceof NewTerms terms) {
            ObjectNode json = tripline.putObject("new_terms");
            names(json.putArray("fields"), terms.terms());
            json.put("history", terms.history().toString());
        }
    }

    private static void write(ObjectNode json, Threshold threshold, Count count) {
        names(json.putArray("group_by"), threshold.groupBy());
        json.put("window", threshold.window().toString());
        json.put("count", count.events());
        json.put("first", count.first().toString());
        json.put("last", count.last().toString());
        ArrayNode distinct = json.putArray("distinct");
        for (int i = 0; i < threshold.cardinality().size(); i++) {
            ObjectNode item = distinct.addObject();
            names(item.putArray("field"), threshold.cardinality().get(i).fields());
            item.put("count", count.distinct().get(i));
        }
    }

    private static void names(ArrayNode json, List<JoinKey> fields) {
        fields.forEach(key -> json.add(key.field()));
    }

    /** What stands before the story of the events, for a person. */
    static String phrase(Rule rule, Detection detection) {
        if (rule.grouping() instanceof Threshold threshold) {
            return phrase(threshold, detection.count());
        }
        if (rule.grouping() instanceof NewTerms terms) {
            return "new " + names(terms) + ": ";
        }
        return "";
    }

    private static String names(NewTerms terms) {
        return terms.terms().stream().map(JoinKey::field).collect(Collectors.joining(", "));
    }

    private static String phrase(Threshold threshold, Count count) {
        StringBuilder phrase = new StringBuilder();
        phrase.append(count.events()).append(count.events() == 1 ? " event" : " events");
        String between = " with ";
        for (int i = 0; i < threshold.cardinality().size(); i++) {
            // With several conditions, of which one is enough, the events may know nothing of this.
            if (count.distinct().get(i) > 0) {
                phrase.append(between)
                        .append(count.distinct().get(i))
                        .append(" different ")
                        .append(threshold.cardinality().get(i).name());
                between = " and ";
            }
        }
        return phrase.append(", first: ").toString();
    }
}
