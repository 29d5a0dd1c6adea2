// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.Detection;
import dev.tripline.detect.EventOrder;
import dev.tripline.detect.Evidence;
import dev.tripline.detect.UnsupportedQuery;
import dev.tripline.eql.EqlError;
import dev.tripline.eql.EqlException;
import dev.tripline.eql.EqlParser;
import dev.tripline.eql.Query;
import dev.tripline.event.DeadLetter;
import dev.tripline.job.ConfigException;
import dev.tripline.job.DetectionJob;
import dev.tripline.job.RedactionKey;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleType;
import dev.tripline.rule.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Queries as rules of a job over one file, whose detections are collected instead of raised. */
final class EqlRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path events;
    private final String idField;
    private final String timestampField;
    private final String tiebreakerField;
    private final String categoryField;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    EqlRun(
            Path events,
            String idField,
            String timestampField,
            String tiebreakerField,
            String categoryField) {
        this.events = events;
        this.idField = idField;
        this.timestampField = timestampField;
        this.tiebreakerField = tiebreakerField;
        this.categoryField = categoryField;
    }

    /**
     * @return what is wrong with the query; empty if it was added
     */
    List<EqlError> add(String name, String text) {
        Query query;
        try {
            query = EqlParser.parse(text);
        } catch (EqlException e) {
            return e.errors();
        }
        Optional<String> unsupported = UnsupportedQuery.reason(query);
        if (unsupported.isPresent()) {
            return List.of(new EqlError(1, 1, unsupported.get()));
        }
        Rule rule = rule(name, text, query);
        numbers.put(rule.key(), rules.size());
        rules.add(rule);
        return List.of();
    }

    /** Names need not be unique, so a rule's id is its place in the list. */
    private Rule rule(String name, String text, Query query) {
        return new Rule(
                String.valueOf(rules.size()),
                name,
                "",
                Severity.LOW,
                0,
                RuleType.EQL,
                true,
                text,
                query,
                categoryField,
                tiebreakerField,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                Map.of(),
                name);
    }

    /**
     * @return a line for each query that does not compile
     */
    List<String> addAll(Path file) throws IOException, ConfigException {
        List<String> errors = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode query;
            try {
                query = JSON.readTree(line);
            } catch (JsonProcessingException e) {
                throw new ConfigException(
                        file + ":" + number + ": not JSON: " + e.getOriginalMessage());
            }
            if (!query.path("query").isTextual()) {
                throw new ConfigException(file + ":" + number + ": there is no text \"query\"");
            }
            String name = query.path("name").asText(String.valueOf(number));
            List<EqlError> problems = add(name, query.get("query").asText());
            if (!problems.isEmpty()) {
                errors.add(error(name, problems));
            }
        }
        return errors;
    }

    private static String error(String name, List<EqlError> problems) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", name);
        json.put(
                "error",
                problems.stream()
                        .map(error -> error.line() + ":" + error.column() + ": " + error.message())
                        .collect(Collectors.joining("\n")));
        return json.toString();
    }

    /** Runs all queries; tells {@code err} of documents that could not be read. */
    List<String> matches(PrintWriter err) throws Exception {
        if (rules.isEmpty()) {
            return List.of();
        }
        StreamExecutionEnvironment env = Execution.environment(options());
        var detecting =
                DetectionJob.overDocuments(
                        env, events, rules, idField, timestampField, RedactionKey.redactor(null));
        List<Detection> detections = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        CloseableIterator<Detection> found = detecting.detections().collectAsync();
        CloseableIterator<String> lost =
                detecting.deadLetters().map(EqlRun::problem).uid("problems").collectAsync();
        env.executeAsync("eql");
        try (found;
                lost) {
            found.forEachRemaining(detections::add);
            lost.forEachRemaining(unreadable::add);
        }
        if (!unreadable.isEmpty()) {
            err.printf(
                    "%,d documents could not be read, the first: %s%n",
                    unreadable.size(), unreadable.get(0));
            err.flush();
        }
        detections.sort(
                EventOrder.byCompletion()
                        .thenComparing(Comparator.comparing(d -> numbers.get(d.ruleKey()))));
        return detections.stream().map(this::match).toList();
    }

    private static String problem(DeadLetter letter) {
        return letter.coordinates() + ": " + letter.message();
    }

    private static Configuration options() {
        Configuration options = new Configuration();
        options.set(PipelineOptions.NAME, "eql");
        return options;
    }

    private String match(Detection detection) {
        try {
            ObjectNode json = JSON.createObjectNode();
            json.put("name", rules.get(numbers.get(detection.ruleKey())).name());
            var ids = json.putArray("events");
            for (Evidence event : detection.events()) {
                JsonNode id = JSON.readTree(event.fields()).get(idField);
                if (id == null) {
                    ids.add(event.coordinates().position());
                } else {
                    ids.add(id.isArray() ? id.get(0) : id);
                }
            }
            json.set("join_keys", JSON.readTree(detection.joinKey()));
            return json.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is written by this program", e);
        }
    }
}
