// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tripline.event.JsonReader.Slice;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/** Names the places in a JSON document where there are values. */
public final class JsonLeaves {

    private static final JsonFactory FACTORY = JsonReader.factory(JsonReader.DEFAULT_MAX_DEPTH);

    private final Set<String> embedded;
    private final int maxLength;

    /**
     * @param embedded paths of strings whose JSON is looked into, as in a {@link JsonProjection}
     * @param maxLength longer names are left out
     */
    public JsonLeaves(Set<String> embedded, int maxLength) {
        this.embedded = embedded;
        this.maxLength = maxLength;
    }

    /**
     * Gives the dotted name of every value, as often as there are values. A document that ends too
     * early gives what it has.
     */
    public void read(Slice document, Consumer<String> out) {
        try (JsonParser parser =
                FACTORY.createParser(document.bytes(), document.offset(), document.length())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readObject(parser, "", out);
            }
        } catch (IOException e) {
            // What could be read has been.
        }
    }

    /** Gives the names of a value that is no JSON, but may hold some. */
    public void read(String name, String text, Consumer<String> out) {
        out.accept(name);
        if (embedded.contains(name)) {
            read(Slice.of(EmbeddedJson.bytes(text)), inner -> out.accept(name + "." + inner));
        }
    }

    private void readObject(JsonParser parser, String path, Consumer<String> out)
            throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            if (path.length() + key.length() < maxLength) {
                readValue(parser, path.isEmpty() ? key : path + "." + key, out);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void readValue(JsonParser parser, String path, Consumer<String> out)
            throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser, path, out);
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    readValue(parser, path, out);
                }
            }
            case VALUE_NULL -> {}
            case VALUE_STRING -> {
                if (embedded.contains(path)) {
                    read(path, parser.getText(), out);
                } else {
                    out.accept(path);
                }
            }
            default -> out.accept(path);
        }
    }
}
