// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import dev.tripline.format.Format.Mapping;
import dev.tripline.format.Format.Recognition;
import dev.tripline.format.Format.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Paths that begin with a dot start in one object of the document, so that events which differ only
 * in where their parts stand can be described once.
 *
 * @param object where they start; {@code null} if the event has no such object, and so nothing at
 *     these paths
 */
record RelativePaths(String object) {

    static final RelativePaths NOWHERE = new RelativePaths(null);

    private static final String DOT = ".";

    Shape resolve(Shape shape) {
        return new Shape(
                shape.recognise().stream().map(this::recognition).toList(),
                mapping(shape.time()),
                shape.identity().stream().map(this::paths).toList(),
                paths(shape.request()),
                shape.order() == null ? null : shape.order().stream().map(this::mapping).toList(),
                shape.prefix(),
                shape.objects(),
                shape.dedotted(),
                shape.constants(),
                fields(shape.fields()));
    }

    private Recognition recognition(Recognition recognition) {
        Map<String, String> values = new LinkedHashMap<>();
        recognition.values().forEach((path, value) -> values.put(path(path), value));
        return new Recognition(values);
    }

    private Map<String, Mapping> fields(Map<String, Mapping> fields) {
        Map<String, Mapping> resolved = new LinkedHashMap<>();
        fields.forEach((field, mapping) -> resolved.put(field, mapping(mapping)));
        return resolved;
    }

    private Mapping mapping(Mapping mapping) {
        return new Mapping(
                mapping.sources().stream()
                        .filter(source -> object != null || !isRelative(source.path()))
                        .map(source -> source.at(path(source.path())))
                        .toList());
    }

    private List<String> paths(List<String> paths) {
        return paths.stream().map(this::path).toList();
    }

    private String path(String path) {
        return object != null && isRelative(path) ? object + path : path;
    }

    private static boolean isRelative(String path) {
        return path.startsWith(DOT);
    }
}
