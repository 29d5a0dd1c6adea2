// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks the values of a {@link JsonProjection} out of JSON bytes in one pass, building no tree. The
 * whole document is still validated: what is skipped must be JSON too.
 *
 * <p>Arrays, arrays of objects and repeated spellings of one path give several values; an object
 * where a value was expected gives none. Not thread-safe.
 */
public final class JsonReader {

    private static final int MAX_DEPTH = 500;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    // Attackers choose the keys; the shared intern table would keep them for ever.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    // The snippet could hold a secret.
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build();

    private final JsonProjection projection;
    private final String envelope;
    private Object[] values;
    private List<Slice> items;
    private byte[] document;

    /**
     * @param envelope top-level key whose array may hold the real events, or {@code null}
     */
    public JsonReader(JsonProjection projection, String envelope) {
        this.projection = projection;
        this.envelope = envelope;
    }

    /** A part of a byte array. */
    public record Slice(byte[] bytes, int offset, int length) {}

    /**
     * What was found in one document.
     *
     * @param values by {@link JsonProjection#index}: {@code null}, one value, or an {@code
     *     Object[]}
     * @param items where the elements of the envelope's array stand; {@code null} if there was no
     *     such array
     */
    public record Document(Object[] values, List<Slice> items) {}

    /**
     * @throws IOException if the bytes are not exactly one JSON object; the message may quote the
     *     input
     */
    public Document read(Slice slice) throws IOException {
        values = new Object[projection.size()];
        items = null;
        document = slice.bytes();
        try (JsonParser parser =
                FACTORY.createParser(slice.bytes(), slice.offset(), slice.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException(
                        parser.currentToken() == null
                                ? "the record is empty"
                                : "the record is not a JSON object");
            }
            readRoot(parser, slice.offset());
            if (parser.nextToken() != null) {
                throw new IOException("the record goes on after the end of its JSON object");
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Several several) {
                values[i] = several.toArray();
            }
        }
        return new Document(values, items);
    }

    private void readRoot(JsonParser parser, int offset) throws IOException {
        JsonProjection.Node root = projection.root();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (key.equals(envelope) && token == JsonToken.START_ARRAY) {
                readItems(parser, offset);
            } else {
                readValue(parser, token, root.child(key));
            }
        }
    }

    /**
     * Notes where the items stand; whether they are events is known only when the whole document
     * has been seen.
     */
    private void readItems(JsonParser parser, int offset) throws IOException {
        items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            items.add(new Slice(document, offset + start, end - start));
        }
    }

    private void readObject(JsonParser parser, JsonProjection.Node node) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            readValue(parser, token, node.child(key));
        }
    }

    private void readValue(JsonParser parser, JsonToken token, JsonProjection.Node node)
            throws IOException {
        if (node == null) {
            parser.skipChildren();
            return;
        }
        switch (token) {
            case START_OBJECT -> {
                if (node.isLeaf()) {
                    parser.skipChildren();
                } else {
                    readObject(parser, node);
                }
            }
            case START_ARRAY -> {
                for (JsonToken t = parser.nextToken();
                        t != JsonToken.END_ARRAY;
                        t = parser.nextToken()) {
                    readValue(parser, t, node);
                }
            }
            case VALUE_NULL -> {}
            default -> {
                if (node.index() != JsonProjection.Node.INNER) {
                    add(node.index(), scalar(parser, token));
                }
            }
        }
    }

    private static Object scalar(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? (Object) parser.getDoubleValue()
                            : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            default -> throw new IOException("unexpected " + token);
        };
    }

    private void add(int index, Object value) {
        Object present = values[index];
        if (present == null) {
            values[index] = value;
        } else if (present instanceof Several several) {
            several.add(value);
        } else {
            Several several = new Several();
            several.add(present);
            several.add(value);
            values[index] = several;
        }
    }

    /** A named list, so that it can be told from a value. */
    private static final class Several extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
    }
}
