// SPDX-License-Identifier: Apache-2.0
package dev.tripline.eql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the types out of a schema file. */
final class SchemaFile {

    private final Path file;
    private final Map<String, FieldType> types = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private SchemaFile(Path file) {
        this.file = file;
    }

    static Map<String, FieldType> read(Path file) throws IOException, SchemaException {
        SchemaFile schema = new SchemaFile(file);
        try (JsonParser parser = new JsonFactory().createParser(Files.readString(file))) {
            schema.read(parser);
        } catch (NoSuchFileException e) {
            throw new SchemaException(file + ": there is no such file");
        } catch (JsonProcessingException e) {
            schema.refuse(e.getLocation(), "this is not JSON: " + e.getOriginalMessage());
        }
        if (!schema.problems.isEmpty()) {
            throw new SchemaException(String.join("\n", schema.problems));
        }
        return schema.types;
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            refuse(
                    parser.currentTokenLocation(),
                    "a schema is one JSON object, such as {\"process.pid\": \"long\"}");
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonLocation place = parser.currentTokenLocation();
            parser.nextToken();
            FieldType type =
                    parser.currentToken() == JsonToken.VALUE_STRING
                            ? FieldType.of(parser.getText())
                            : null;
            if (type == null) {
                refuse(
                        parser.currentTokenLocation(),
                        "the type of \"" + field + "\" must be one of " + FieldType.words());
                parser.skipChildren();
            } else if (types.putIfAbsent(field, type) != null) {
                refuse(place, "\"" + field + "\" has a type already");
            }
        }
        if (parser.nextToken() != null) {
            refuse(parser.currentTokenLocation(), "a schema ends with its only object");
        }
    }

    private void refuse(JsonLocation place, String message) {
        problems.add(file + ":" + place.getLineNr() + ":" + place.getColumnNr() + ": " + message);
    }
}
