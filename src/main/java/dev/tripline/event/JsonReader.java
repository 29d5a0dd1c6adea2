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
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Map;
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

    /** For single strings. */
    static final JsonFactory TEXTS = factory(DEFAULT_MAX_DEPTH);

    /** The one place where the parser's messages quote more than a character, maybe a secret. */
    private static final Pattern QUOTED_INPUT = Pattern.compile("(?<=token )'[^']*+'");

    private final JsonFactory factory;
    private final int maxDepth;
    private final JsonProjection projection;
    private final Utf8 utf8 = new Utf8();
    private Object[] values;
    private boolean anySeveral;
    private Items[] items;
    private Items elements;

    /** What is being parsed; items are parts of it. */
    private Slice text;

    /**
     * @param maxDepth how deep objects and arrays may be nested
     */
    public JsonReader(JsonProjection projection, int maxDepth) {
        this.factory = factory(maxDepth);
        this.maxDepth = maxDepth;
        this.projection = projection;
    }

    static JsonFactory factory(int maxDepth) {
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
    public record Slice(byte[] bytes, int offset, int length) {

        public static Slice of(byte[] bytes) {
            return new Slice(bytes, 0, bytes.length);
        }

        byte at(int index) {
            return bytes[offset + index];
        }

        Slice part(int start, int end) {
            return new Slice(bytes, offset + start, end - start);
        }

        /** Without white space around it. */
        Slice trimmed() {
            int start = 0;
            int end = length;
            while (start < end && isSpace(at(start))) {
                start++;
            }
            while (start < end && isSpace(at(end - 1))) {
                end--;
            }
            return part(start, end);
        }

        private static boolean isSpace(byte b) {
            return b == ' ' || b == '\t' || b == '\r' || b == '\n';
        }

        /** From here to the end of a later part of the same bytes. */
        Slice to(Slice later) {
            return new Slice(bytes, offset, later.offset + later.length - offset);
        }

        /** A copy between two letters. */
        Slice within(char open, char close) {
            byte[] copy = new byte[length + 2];
            copy[0] = (byte) open;
            System.arraycopy(bytes, offset, copy, 1, length);
            copy[length + 1] = (byte) close;
            return of(copy);
        }
    }

    /**
     * What was found in one document.
     *
     * @param values by {@link JsonProjection#index}: {@code null}, one value, or an {@code
     *     Object[]}
     * @param items by {@link JsonProjection#itemsIndex}; {@code null} where there were none
     * @param elements of a list, or what a string says; {@code null} for an object
     */
    public record Document(Object[] values, Items[] items, Items elements) {}

    /**
     * A document inside another.
     *
     * @param raw as it stands there
     * @param quoted whether that is a JSON string
     */
    public record Item(Slice raw, boolean quoted) {

        /** The document itself: what the string says, out of base64 if that is what it is in. */
        public Slice content() {
            if (!quoted) {
                return raw;
            }
            try (JsonParser parser = TEXTS.createParser(raw.bytes(), raw.offset(), raw.length())) {
                parser.nextToken();
                return Slice.of(EmbeddedJson.bytes(parser.getText()));
            } catch (IOException e) {
                throw new UncheckedIOException("was read before", e);
            }
        }
    }

    /**
     * @throws TruncatedJsonException if the document ends too early
     * @throws IOException if the bytes are not exactly one JSON object, array or string in UTF-8;
     *     the message quotes nothing of the input
     */
    public Document read(Slice slice) throws IOException {
        if (!utf8.isText(slice.bytes(), slice.offset(), slice.length())) {
            throw new IOException("the record is not in UTF-8");
        }
        begin(slice);
        try (JsonParser parser =
                factory.createParser(slice.bytes(), slice.offset(), slice.length())) {
            readDocument(parser);
        } catch (JsonProcessingException e) {
            if (isTooShort(e)) {
                throw new TruncatedJsonException(document().values(), e);
            }
            throw new IOException(withoutInput(e), e);
        }
        return document();
    }

    /** A document of texts that were found by other means, by name. */
    public Document read(Map<String, String> texts) {
        begin(null);
        texts.forEach(
                (name, value) -> {
                    JsonProjection.Node node = projection.root().child(name);
                    if (node != null) {
                        readText(value, node);
                    }
                });
        return document();
    }

    private void begin(Slice slice) {
        values = new Object[projection.size()];
        anySeveral = false;
        items = new Items[projection.itemsSize()];
        elements = null;
        text = slice;
    }

    private Document document() {
        for (int i = 0; anySeveral && i < values.length; i++) {
            if (values[i] instanceof Several several) {
                values[i] = several.toArray();
            }
        }
        return new Document(values, items, elements);
    }

    /** Between two values the parser has no exception of its own for it. */
    private static boolean isTooShort(JsonProcessingException e) {
        return e instanceof JsonEOFException
                || e.getOriginalMessage().startsWith("Unexpected end-of-input");
    }

    private String withoutInput(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "the record is nested deeper than " + maxDepth + " objects and arrays";
        }
        String place = " at byte " + e.getLocation().getByteOffset();
        return QUOTED_INPUT.matcher(e.getOriginalMessage()).replaceAll("'…'") + place;
    }

    private void readDocument(JsonParser parser) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IOException("the record is empty");
        }
        switch (token) {
            case START_OBJECT -> readObject(parser, projection.root());
            case START_ARRAY -> {
                elements = new Items();
                readArray(parser, null, elements);
            }
            case VALUE_STRING -> {
                elements = new Items();
                readItem(parser, token, null, elements);
            }
            default -> throw new IOException("the record is not a JSON object");
        }
        if (parser.nextToken() != null) {
            throw new IOException("the record goes on after the end of its JSON");
        }
    }

    private void readObject(JsonParser parser, JsonProjection.Node node) throws IOException {
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            JsonProjection.Node child = node.child(key);
            if (child != null && child.items() != JsonProjection.Node.NO_ITEMS) {
                readItems(parser, token, child);
            } else {
                readValue(parser, token, child);
            }
        }
    }

    /**
     * Notes where the items stand; whether they are events is known only when the whole document
     * has been seen, so they are read as a field of the document too. A key that stands twice adds
     * to its first items.
     */
    private void readItems(JsonParser parser, JsonToken token, JsonProjection.Node node)
            throws IOException {
        switch (token) {
            case START_ARRAY -> readArray(parser, node, itemsOf(node));
            case START_OBJECT, VALUE_STRING -> readItem(parser, token, node, itemsOf(node));
            // An empty list, as some programs write it.
            case VALUE_NULL -> itemsOf(node);
            default -> readValue(parser, token, node);
        }
    }

    private void readArray(JsonParser parser, JsonProjection.Node node, Items into)
            throws IOException {
        into.markList();
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            readItem(parser, t, node, into);
        }
    }

    private void readItem(JsonParser parser, JsonToken token, JsonProjection.Node node, Items into)
            throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        readValue(parser, token, node);
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        Slice raw = new Slice(text.bytes(), text.offset() + start, end - start);
        into.add(new Item(raw, token == JsonToken.VALUE_STRING));
    }

    private Items itemsOf(JsonProjection.Node node) {
        if (items[node.items()] == null) {
            items[node.items()] = new Items();
        }
        return items[node.items()];
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
                if (node.isEmbedded() && token == JsonToken.VALUE_STRING) {
                    readEmbedded(parser.getText(), node);
                }
            }
        }
    }

    private void readText(String value, JsonProjection.Node node) {
        if (node.index() != JsonProjection.Node.INNER) {
            add(node.index(), value);
        }
        if (node.items() != JsonProjection.Node.NO_ITEMS) {
            itemsOf(node).add(new Item(Slice.of(EmbeddedJson.bytes(value)), false));
        }
        if (node.isEmbedded()) {
            readEmbedded(value, node);
        }
    }

    /** A string that holds no JSON has no members; one that holds half of it, those that it has. */
    private void readEmbedded(String value, JsonProjection.Node node) {
        Slice outer = text;
        text = Slice.of(EmbeddedJson.bytes(value));
        if (!node.isLeaf() && utf8.isText(text.bytes(), 0, text.length())) {
            try (JsonParser parser = factory.createParser(text.bytes())) {
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    readObject(parser, node);
                }
            } catch (IOException e) {
                // What could be read has been.
            }
        }
        text = outer;
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
            anySeveral = true;
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
