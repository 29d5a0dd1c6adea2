// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Picks the values of a {@link JsonProjection} out of JSON bytes in one pass, building no tree. The
 * whole document is still validated: what is skipped must be JSON too.
 *
 * <p>Arrays, arrays of objects and repeated spellings of one path give several values; an object
 * where a value was expected gives none. Not thread-safe.
 */
public final class JsonReader {

    public static final int DEFAULT_MAX_DEPTH = 500;

    /** The one place where the parser's messages quote more than a character, maybe a secret. */
    private static final Pattern QUOTED_INPUT = Pattern.compile("(?<=token )'[^']*+'");

    private final JsonFactory factory;
    private final int maxDepth;
    private final JsonProjection projection;
    private final String envelope;
    private final Utf8 utf8 = new Utf8();
    private Object[] values;
    private List<Slice> items;
    private byte[] document;

    /**
     * @param envelope top-level key whose array may hold the real events, or {@code null}
     * @param maxDepth how deep objects and arrays may be nested
     */
    public JsonReader(JsonProjection projection, String envelope, int maxDepth) {
        this.factory = factory(maxDepth);
        this.maxDepth = maxDepth;
        this.projection = projection;
        this.envelope = envelope;
    }

    private static JsonFactory factory(int maxDepth) {
        return JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(maxDepth)
                                // The size of the record bounds them all.
                                .maxStringLength(Integer.MAX_VALUE)
                                .maxNameLength(Integer.MAX_VALUE)
                                .maxNumberLength(Integer.MAX_VALUE)
                                .build())
                // Attackers choose the keys; the shared intern table would keep them for ever.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                // The snippet could hold a secret.
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
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
     * @throws IOException if the bytes are not exactly one JSON object in UTF-8; the message quotes
     *     nothing of the input
     */
    public Document read(Slice slice) throws IOException {
        if (!utf8.isText(slice.bytes(), slice.offset(), slice.length())) {
            throw new IOException("the record is not in UTF-8");
        }
        values = new Object[projection.size()];
        items = null;
        document = slice.bytes();
        try (JsonParser parser =
                factory.createParser(slice.bytes(), slice.offset(), slice.length())) {
            readDocument(parser, slice.offset());
        } catch (JsonProcessingException e) {
            throw new IOException(withoutInput(e), e);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Several several) {
                values[i] = several.toArray();
            }
        }
        return new Document(values, items);
    }

    private String withoutInput(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "the record is nested deeper than " + maxDepth + " objects and arrays";
        }
        if (e instanceof JsonEOFException) {
            return "the record ends in the middle of its JSON object";
        }
        String place = " at byte " + e.getLocation().getByteOffset();
        return QUOTED_INPUT.matcher(e.getOriginalMessage()).replaceAll("'…'") + place;
    }

    private void readDocument(JsonParser parser, int offset) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException(
                    parser.currentToken() == null
                            ? "the record is empty"
                            : "the record is not a JSON object");
        }
        readRoot(parser, offset);
        if (parser.nextToken() != null) {
            throw new IOException("the record goes on after the end of its JSON object");
        }
    }

    private void readRoot(JsonParser parser, int offset) throws IOException {
        JsonProjection.Node root = projection.root();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (key.equals(envelope) && token == JsonToken.START_ARRAY) {
                readItems(parser, offset, root.child(key));
            } else if (key.equals(envelope) && token == JsonToken.VALUE_NULL) {
                noteItems();
            } else {
                readValue(parser, token, root.child(key));
            }
        }
    }

    /**
     * Notes where the items stand; whether they are events is known only when the whole document
     * has been seen, so they are read as a field of the document too.
     */
    private void readItems(JsonParser parser, int offset, JsonProjection.Node node)
            throws IOException {
        noteItems();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            readValue(parser, token, node);
            parser.finishToken();
            int end = (int) parser.currentLocation().getByteOffset();
            items.add(new Slice(document, offset + start, end - start));
        }
    }

    /** A key that stands twice adds to its first array. */
    private void noteItems() {
        if (items == null) {
            items = new ArrayList<>();
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
