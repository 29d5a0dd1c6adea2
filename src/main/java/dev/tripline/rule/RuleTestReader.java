// SPDX-License-Identifier: Apache-2.0
package dev.tripline.rule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.tripline.eql.ValueList;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads a file of rule tests token by token, because only tokens know where they stand. A document
 * may be written as a map, which comes out as JSON, or as a string.
 */
final class RuleTestReader {

    private static final YAMLFactory YAML =
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
    private static final String KEYS = "name, cluster, context, events, matches and evasion";

    private final String file;
    private final YAMLParser parser;
    private final List<RuleError> errors = new ArrayList<>();
    private final Map<String, Integer> linesOfNames = new HashMap<>();

    private RuleTestReader(String file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static List<RuleTestCase> read(String file, String content) throws RuleException {
        List<RuleTestCase> cases = new ArrayList<>();
        List<RuleError> errors;
        try (YAMLParser parser = YAML.createParser(content)) {
            RuleTestReader reader = new RuleTestReader(file, parser);
            errors = reader.errors;
            reader.readCases(cases);
        } catch (JsonProcessingException e) {
            errors = List.of(notYaml(file, e));
        } catch (IOException e) {
            throw new IllegalStateException("reading from a string cannot fail", e);
        }
        if (!errors.isEmpty()) {
            throw new RuleException(errors);
        }
        return cases;
    }

    private void readCases(List<RuleTestCase> cases) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            refuse("rule tests are a list; begin each case with \"- name: …\"");
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                cases.add(readCase());
            } else {
                refuse("a rule test is a map with " + KEYS);
                parser.skipChildren();
            }
        }
    }

    private RuleTestCase readCase() throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        String name = null;
        String cluster = null;
        Integer matches = null;
        boolean evasion = false;
        List<String> documents = null;
        Map<String, List<String>> lists = Map.of();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonLocation place = parser.currentTokenLocation();
            parser.nextToken();
            switch (key) {
                case "name" -> name = readName();
                case "cluster" -> cluster = readText(key);
                case "matches" -> matches = readMatches();
                case "evasion" -> evasion = readEvasion();
                case "context" -> lists = readContext();
                case "events" -> documents = readDocuments();
                default -> {
                    refuse(place, "\"" + key + "\" is not a key of a rule test; it has " + KEYS);
                    parser.skipChildren();
                }
            }
        }
        require(start, name, "name", "name: what happens here");
        require(start, documents, "events", "events: followed by a list of documents");
        require(
                start,
                matches,
                "matches",
                "matches: 0 if the rule must stay silent, else the number of alerts");
        if (evasion && matches != null && matches == 0) {
            refuse(start, "an evasion that the rule does not see is no test; expect matches: 1");
        }
        return new RuleTestCase(
                name,
                documents == null ? List.of() : documents,
                matches == null ? 0 : matches,
                evasion,
                cluster,
                lists);
    }

    private boolean readEvasion() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_TRUE
                || parser.currentToken() == JsonToken.VALUE_FALSE) {
            return parser.getBooleanValue();
        }
        refuse("evasion must be true or false");
        parser.skipChildren();
        return false;
    }

    private Map<String, List<String>> readContext() throws IOException {
        JsonLocation place = parser.currentTokenLocation();
        JsonNode context = MAPPER.readTree(valueAsJson());
        Map<String, List<String>> lists = new HashMap<>();
        boolean good =
                context.isObject() && context.size() == 1 && context.path("lists").isObject();
        for (Map.Entry<String, JsonNode> list : context.path("lists").properties()) {
            List<String> entries = new ArrayList<>();
            for (JsonNode entry : list.getValue()) {
                good &= entry.isTextual();
                entries.add(entry.asText());
            }
            good &= list.getValue().isArray() && ValueList.isName(list.getKey());
            lists.put(list.getKey(), entries);
        }
        if (!good) {
            refuse(place, "context holds value lists; write context: {lists: {name: [\"…\"]}}");
        }
        return lists;
    }

    private String readName() throws IOException {
        JsonLocation place = parser.currentTokenLocation();
        String name = readText("name");
        Integer first = linesOfNames.putIfAbsent(name, place.getLineNr());
        if (first != null) {
            refuse(place, "the case in line " + first + " has the same name; say how they differ");
        }
        return name;
    }

    private String readText(String key) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING && !parser.getText().isBlank()) {
            return parser.getText();
        }
        refuse(key + " must be a text; write " + key + ": \"…\"");
        parser.skipChildren();
        return "";
    }

    private int readMatches() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getIntValue() >= 0) {
            return parser.getIntValue();
        }
        refuse("matches must be a number of alerts; write 0 if the rule must stay silent");
        parser.skipChildren();
        return 0;
    }

    private List<String> readDocuments() throws IOException {
        List<String> documents = new ArrayList<>();
        JsonLocation place = parser.currentTokenLocation();
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readDocument(documents);
            }
        } else {
            parser.skipChildren();
        }
        if (documents.isEmpty()) {
            refuse(place, "events must be a list of documents, each a map or a string");
        }
        return documents;
    }

    private void readDocument(List<String> documents) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            documents.add(valueAsJson());
        } else if (token == JsonToken.VALUE_STRING && isRecord(parser.getText())) {
            documents.add(parser.getText());
        } else {
            refuse("a document is a map, or a string that holds a JSON object or a line");
            documents.add("{}");
            parser.skipChildren();
        }
    }

    private String valueAsJson() throws IOException {
        StringWriter json = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(json)) {
            int depth = 0;
            do {
                if (parser.isCurrentAlias()) {
                    refuse("YAML aliases are not resolved in documents; write the value out");
                }
                generator.copyCurrentEvent(parser);
                depth += parser.currentToken().isStructStart() ? 1 : 0;
                depth -= parser.currentToken().isStructEnd() ? 1 : 0;
            } while (depth > 0 && parser.nextToken() != null);
        }
        return json.toString();
    }

    /** Sources may write lines, too; but what begins like an object is meant to be one. */
    private static boolean isRecord(String text) {
        if (!text.startsWith("{")) {
            return !text.isBlank();
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private void require(JsonLocation start, Object value, String key, String remedy) {
        if (value == null) {
            refuse(start, "this case has no " + key + "; add " + remedy);
        }
    }

    private void refuse(String message) {
        refuse(parser.currentTokenLocation(), message);
    }

    private void refuse(JsonLocation place, String message) {
        errors.add(error(file, place, message));
    }

    private static RuleError notYaml(String file, JsonProcessingException e) {
        // The parser's message quotes the place over several indented lines; the excerpt does that.
        String reason =
                e.getOriginalMessage()
                        .lines()
                        .filter(line -> !line.startsWith(" "))
                        .collect(Collectors.joining(", "));
        return error(file, e.getLocation(), "this is not valid YAML: " + reason);
    }

    private static RuleError error(String file, JsonLocation place, String message) {
        int line = place == null ? 1 : Math.max(1, place.getLineNr());
        int column = place == null ? 1 : Math.max(1, place.getColumnNr());
        return new RuleError(file, line, column, message);
    }
}
