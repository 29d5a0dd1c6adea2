// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table of one source format, as read from its TOML file.
 *
 * @param name how the configuration calls it
 * @param contains names of the formats whose events may be inside this one's envelopes
 * @param embedded paths of strings that hold JSON
 * @param lines patterns of records that are no JSON; their named groups are the record's values
 * @param envelopes documents that hold events
 * @param shapes kinds of document, most special first; a document has the first shape that
 *     recognises it
 */
record Format(
        String name,
        List<String> contains,
        List<String> embedded,
        List<String> lines,
        List<Envelope> envelopes,
        List<Shape> shapes)
        implements Serializable {

    /**
     * @param items path of the events: an array of objects or strings, one object or one string
     * @param recognise when a document is this envelope
     * @param constants fields that the envelope implies for its events
     * @param fields what its events have from the envelope; like the constants only if they do not
     *     say it themselves
     */
    record Envelope(
            String items,
            List<Recognition> recognise,
            Map<String, Object> constants,
            Map<String, Mapping> fields)
            implements Serializable {}

    /**
     * All of these paths must have the value given, or any value where that is {@code *}, or one
     * that begins with it where it ends with {@code *}.
     */
    record Recognition(Map<String, String> values) implements Serializable {

        static final String ANY = "*";
    }

    /**
     * @param recognise any of these
     * @param time the event time, the best first
     * @param identity paths that together name the event; the first list that is complete
     * @param request paths that together, with the event time, name the request that the event is
     *     one of several records of; empty if each event stands for itself
     * @param order what together decides between events of the same time, compared as text; empty
     *     for the identity; {@code null} to leave that to the place where they were read
     * @param prefix a field {@code prefix.x} stands at the path {@code x}; empty if fields are
     *     paths; {@code null} if there is no such rule
     * @param objects object {@code a} of fields stands at path {@code b}: {@code a.x} at {@code
     *     b.x}
     * @param dedotted objects whose keys are also known with {@code _} for {@code .}
     * @param constants fields that the format implies when a document lacks them
     * @param fields fields that stand elsewhere than prefix and objects say
     */
    record Shape(
            List<Recognition> recognise,
            Mapping time,
            List<List<String>> identity,
            List<String> request,
            List<Mapping> order,
            String prefix,
            Map<String, String> objects,
            List<String> dedotted,
            Map<String, Object> constants,
            Map<String, Mapping> fields)
            implements Serializable {

        Shape with(Map<String, Object> otherConstants, Map<String, Mapping> otherFields) {
            return new Shape(
                    recognise,
                    time,
                    identity,
                    request,
                    order,
                    prefix,
                    objects,
                    dedotted,
                    otherConstants,
                    otherFields);
        }
    }

    /**
     * Where values come from.
     *
     * @param sources the first that gives any counts
     */
    record Mapping(List<Source> sources) implements Serializable {

        static Mapping of(String path) {
            return new Mapping(List.of(new Source(path, null, List.of(), Map.of())));
        }

        Set<String> paths() {
            return sources.stream().map(Source::path).collect(Collectors.toSet());
        }
    }

    /**
     * Values of one path, and what is done to them, in this order.
     *
     * @param match pattern whose group is taken wherever it matches; {@code null} for all of it
     * @param values what to write for them, under {@link #OTHERS} for all that are not named;
     *     empty: the values themselves
     */
    record Source(String path, String match, List<Transform> transforms, Map<String, Object> values)
            implements Serializable {

        static final String OTHERS = "*";

        Source at(String otherPath) {
            return new Source(otherPath, match, transforms, values);
        }
    }
}
