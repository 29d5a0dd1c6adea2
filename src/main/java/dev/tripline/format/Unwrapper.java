// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.event.Coordinates;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.event.FieldSet;
import dev.tripline.event.Items;
import dev.tripline.event.JsonProjection;
import dev.tripline.event.JsonReader;
import dev.tripline.event.JsonReader.Document;
import dev.tripline.event.JsonReader.Item;
import dev.tripline.event.JsonReader.Slice;
import dev.tripline.event.TruncatedJsonException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the documents of a record, itself or what its envelopes hold, and the shape of each. Never
 * throws, and loses nothing: every item of an envelope comes out as one or the other. Not
 * thread-safe.
 */
final class Unwrapper {

    /** A body of a queue, an entry of a log in it, a list in that; and one more. */
    private static final int MAX_ENVELOPES = 4;

    private final SourceFormat format;
    private final List<ShapeReader> shapes = new ArrayList<>();
    private final List<EnvelopeReader> envelopes = new ArrayList<>();

    /** With many formats, most shapes are ruled out by one look at one path. */
    private final int[] gates;

    /** In step with {@code gates}. */
    private final ShapeReader[] gated;

    private final LinePatterns lines;
    private final JsonReader json;
    private final ReadLimits limits;

    /**
     * @param fields that the documents' values will be asked for
     */
    Unwrapper(SourceFormat format, FieldSet fields, ReadLimits limits) {
        this.format = format;
        this.limits = limits;
        Set<String> paths = new LinkedHashSet<>();
        Set<String> items = new LinkedHashSet<>();
        Set<String> embedded = new LinkedHashSet<>();
        for (Format table : format.tables()) {
            table.envelopes().forEach(one -> envelopes.add(new EnvelopeReader(one, fields)));
            table.shapes()
                    .forEach(
                            one ->
                                    shapes.add(
                                            new ShapeReader(
                                                    table.name(), shapes.size(), one, fields)));
            embedded.addAll(table.embedded());
        }
        for (EnvelopeReader envelope : envelopes) {
            paths.addAll(envelope.paths());
            items.add(envelope.itemsPath());
        }
        shapes.forEach(shape -> paths.addAll(shape.paths()));
        JsonProjection projection = JsonProjection.of(paths, items, embedded);
        envelopes.forEach(envelope -> envelope.bind(projection));
        shapes.forEach(shape -> shape.bind(projection));
        gates = shapes.stream().flatMapToInt(shape -> IntStream.of(shape.gates())).toArray();
        gated =
                shapes.stream()
                        .flatMap(shape -> Collections.nCopies(shape.gates().length, shape).stream())
                        .toArray(ShapeReader[]::new);
        lines = new LinePatterns(format.tables());
        json = new JsonReader(projection, limits.maxDepth());
    }

    /**
     * A document that may be an event.
     *
     * @param values of the paths that its shape looks at
     * @param content its bytes, out of the envelope's string if it stood in one
     * @param raw its bytes as they stood in the record
     * @param texts by name, if it is a line that is no JSON; else {@code null}
     * @param context the fields that it has from its envelopes, by slot; {@code null} for none
     */
    record Found(
            ShapeReader shape,
            Object[] values,
            Slice content,
            Slice raw,
            Map<String, String> texts,
            Object[] context,
            Coordinates place) {}

    /** Takes what is found, in the order in which it stands. */
    interface Receiver {
        void document(Found found);

        void refused(Refused refused);
    }

    /**
     * What is no document.
     *
     * @param quoted what it says of itself; {@code null} if nothing
     * @param context as in {@link Found}
     */
    record Refused(
            Reason reason,
            String message,
            String quoted,
            Slice raw,
            Object[] context,
            Coordinates place) {}

    /** The name of the table that has a kind of events. */
    String format(int kind) {
        return shapes.get(kind).format();
    }

    /**
     * Reads one record; {@code bytes} must not change afterwards.
     *
     * @param context what is known from envelopes that it stood in, by slot; {@code null} for none
     */
    void read(byte[] bytes, Coordinates coordinates, Object[] context, Receiver receiver) {
        Slice record = Slice.of(bytes);
        new OfRecord(coordinates, receiver).read(new Place(record, record, context, 0, false));
    }

    /**
     * A document before it is read.
     *
     * @param depth how many envelopes are around it
     * @param counted whether one of them was a list
     */
    private record Place(Slice content, Slice raw, Object[] context, int depth, boolean counted) {

        /** What was packed is of no use to people, and its tokens could not be masked. */
        Place unpacked(Slice unpacked) {
            return new Place(unpacked, unpacked, context, depth, counted);
        }
    }

    /** One record, whose items are numbered as they come, however they are nested. */
    private final class OfRecord {

        private final Coordinates coordinates;
        private final Receiver receiver;
        private final Unpacker unpacker = new Unpacker(limits.maxUnpackedBytes());

        /** A record may itself be what was left of another's items. */
        private final int first;

        private int next;

        OfRecord(Coordinates coordinates, Receiver receiver) {
            this.coordinates = coordinates;
            this.receiver = receiver;
            first = Math.max(0, coordinates.item());
            next = first;
        }

        void read(Place place) {
            if (Unpacker.isPacked(place.content)) {
                readPacked(place);
            } else {
                readText(place);
            }
        }

        private void readPacked(Place place) {
            Slice unpacked;
            try {
                unpacked = unpacker.unpack(place.content);
            } catch (IOException e) {
                refuse(Reason.MALFORMED, "the record begins like gzip, but is none", place);
                return;
            }
            if (unpacked == null) {
                String problem = "the record unpacks to more than %d bytes";
                refuse(Reason.TOO_LARGE, problem.formatted(unpacker.most()), place);
            } else {
                readText(place.unpacked(unpacked));
            }
        }

        private void readText(Place place) {
            Map<String, String> texts = lines.read(place.content);
            try {
                readDocument(
                        texts == null ? json.read(place.content) : json.read(texts), texts, place);
            } catch (IOException e) {
                Items documents = Items.ofLines(place.content);
                if (documents == null) {
                    refuse(e, place);
                } else {
                    unwrap(documents, place.context, place);
                }
            }
        }

        private void refuse(IOException problem, Place place) {
            if (problem instanceof TruncatedJsonException cut) {
                refuse(Reason.TRUNCATED, cut.getMessage(), salvaged(cut.values()), place);
            } else {
                refuse(Reason.MALFORMED, problem.getMessage(), place);
            }
        }

        private void readDocument(Document document, Map<String, String> texts, Place place) {
            if (document.elements() != null) {
                unwrap(document.elements(), place.context, place);
                return;
            }
            for (EnvelopeReader envelope : envelopes) {
                Items items = envelope.items(document);
                if (items != null) {
                    unwrap(items, envelope.context(document.values(), place.context), place);
                    return;
                }
            }
            ShapeReader shape = shapeOf(document.values());
            if (shape == null) {
                refuse(Reason.UNKNOWN_FORMAT, unknown(), place);
                return;
            }
            receiver.document(
                    new Found(
                            shape,
                            document.values(),
                            place.content,
                            place.raw,
                            texts,
                            place.context,
                            coordinates(place)));
        }

        private void unwrap(Items items, Object[] context, Place place) {
            if (place.depth == MAX_ENVELOPES) {
                String problem = "the record has more than " + MAX_ENVELOPES + " nested envelopes";
                refuse(Reason.MALFORMED, problem, place);
                return;
            }
            if (items.all().isEmpty() && place.depth > 0) {
                refuse(Reason.NO_EVENTS, "is an envelope with nothing in it", place);
                return;
            }
            boolean counted = place.counted || items.isList();
            int done = 0;
            while (done < items.all().size() && next - first < Items.MOST) {
                Item item = items.all().get(done++);
                read(new Place(item.content(), item.raw(), context, place.depth + 1, counted));
            }
            Slice rest = items.from(done);
            if (rest != null) {
                refuse(
                        Reason.TOO_LARGE,
                        "the record holds more than " + Items.MOST + " items; this is the rest",
                        new Place(rest, rest, context, place.depth + 1, true));
            }
        }

        private void refuse(Reason reason, String message, Place place) {
            refuse(reason, message, null, place);
        }

        private void refuse(Reason reason, String message, String quoted, Place place) {
            receiver.refused(
                    new Refused(
                            reason, message, quoted, place.raw, place.context, coordinates(place)));
        }

        private Coordinates coordinates(Place place) {
            return place.counted ? coordinates.withItem(next++) : coordinates;
        }
    }

    /**
     * A source whose format is named needs no recognition, and its last shape takes what no other
     * does.
     */
    private ShapeReader shapeOf(Object[] document) {
        for (int i = 0; i < gates.length; i++) {
            if (document[gates[i]] != null && gated[i].recognises(document)) {
                return gated[i];
            }
        }
        return format.isRecognising() || shapes.isEmpty() ? null : shapes.get(shapes.size() - 1);
    }

    /** A record that was cut off still tells who it was, so that it can be looked up elsewhere. */
    private String salvaged(Object[] values) {
        return shapes.stream()
                .map(shape -> shape.salvage(values))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private String unknown() {
        return format.tables().stream()
                .map(Format::name)
                .collect(
                        Collectors.joining(
                                ", ",
                                "looks like none of ",
                                "; name the source's format if it is one of them"));
    }
}
