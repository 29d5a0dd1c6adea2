// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tripline.detect.UnsupportedQuery;
import dev.tripline.eql.EqlError;
import dev.tripline.eql.EqlException;
import dev.tripline.eql.EqlParser;
import dev.tripline.eql.Query;
import dev.tripline.eql.Schema;
import dev.tripline.job.ConfigException;
import dev.tripline.rule.Response;
import dev.tripline.rule.Risk;
import dev.tripline.rule.Rule;
import dev.tripline.rule.RuleType;
import dev.tripline.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Queries that somebody asks, as rules that a job can run. */
final class EqlQueries {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String tiebreakerField;
    private final String categoryField;
    private final Schema schema;
    private final List<Rule> rules = new ArrayList<>();

    /**
     * @param tiebreakerField {@code null} for none
     */
    EqlQueries(String tiebreakerField, String categoryField, Schema schema) {
        this.tiebreakerField = tiebreakerField;
        this.categoryField = categoryField;
        this.schema = schema;
    }

    /**
     * Those that compile, in the order in which they were added; a rule's id is its place among
     * them.
     */
    List<Rule> rules() {
        return rules;
    }

    /**
     * @return what is wrong with the query; empty if it was added
     */
    List<EqlError> add(String name, String text) {
        Query query;
        try {
            query = EqlParser.parse(text, schema);
        } catch (EqlException e) {
            return e.errors();
        }
        Optional<String> unsupported = UnsupportedQuery.reason(query);
        if (unsupported.isPresent()) {
            return List.of(new EqlError(1, 1, unsupported.get()));
        }
        rules.add(rule(name, text, query));
        return List.of();
    }

    /** Names need not be unique, so they cannot be ids. */
    private Rule rule(String name, String text, Query query) {
        return new Rule(
                String.valueOf(rules.size()),
                name,
                "",
                new Risk(Severity.LOW, 0, List.of()),
                RuleType.EQL,
                true,
                text,
                query,
                null,
                categoryField,
                tiebreakerField,
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                Response.NONE,
                null,
                false,
                List.of(),
                Map.of(),
                name);
    }

    /**
     * Adds a file of {@code {"name": …, "query": …}} lines.
     *
     * @return {@code {"name": …, "error": …}} for each query that does not compile
     * @throws ConfigException if a line is no such document
     */
    List<String> addAll(Path file) throws IOException, ConfigException {
        List<String> errors = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode query = parse(line, file + ":" + number);
            String name = query.path("name").asText(String.valueOf(number));
            List<EqlError> problems = add(name, query.get("query").asText());
            if (!problems.isEmpty()) {
                errors.add(error(name, problems));
            }
        }
        return errors;
    }

    private static JsonNode parse(String line, String place) throws ConfigException {
        try {
            JsonNode query = JSON.readTree(line);
            if (query.path("query").isTextual()) {
                return query;
            }
            throw new ConfigException(place + ": there is no text \"query\" in this line");
        } catch (JsonProcessingException e) {
            throw new ConfigException(place + ": this is not JSON: " + e.getOriginalMessage());
        }
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
}
