// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * The table of one source format, as read from its TOML file.
 *
 * @param name how the configuration calls it
 * @param envelope the document that holds several events, or {@code null} if the format has none
 * @param shapes kinds of document, most special first; a document has the first shape that
 *     recognises it
 */
record Format(String name, Envelope envelope, List<Shape> shapes) implements Serializable {

    /**
     * @param items top-level key of the array of events
     * @param recognise when a document is this envelope
     */
    record Envelope(String items, List<Recognition> recognise) implements Serializable {}

    /** All of these paths must have the value given, or any value where that is {@code *}. */
    record Recognition(Map<String, String> values) implements Serializable {

        static final String ANY = "*";
    }

    /**
     * @param recognise any of these
     * @param time paths of the event time, the best first
     * @param identity paths that together name the event; the first list that is complete
     * @param request paths that together, with the event time, name the request that the event is
     *     one of several records of; empty if each event stands for itself
     * @param order what together decides between events of the same time, compared as text; empty
     *     for the identity; {@code null} to leave that to the place where they were read
     * @param prefix a field {@code prefix.x} stands at the path {@code x}; empty if fields are
     *     paths; {@code null} if only {@code fields} count
     * @param dedotted objects whose keys are also known with {@code _} for {@code .}
     * @param constants fields that the format implies when a document lacks them
     * @param fields fields that stand elsewhere than the prefix says
     */
    record Shape(
            List<Recognition> recognise,
            List<String> time,
            List<List<String>> identity,
            List<String> request,
            List<Mapping> order,
            String prefix,
            List<String> dedotted,
            Map<String, String> constants,
            Map<String, Mapping> fields)
            implements Serializable {}

    /**
     * @param paths where the field's values stand; the first that has any counts
     * @param values what to write for them; empty: the values themselves
     */
    record Mapping(List<String> paths, Map<String, String> values) implements Serializable {}
}
