// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.tripline.event.JsonProjection;
import dev.tripline.format.Format.Mapping;
import dev.tripline.format.Format.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A mapping bound to the paths of a document: picks values and does to them what the table says.
 */
final class MappingReader {

    private final int[] paths;

    /** In step with {@code paths}; {@code null} where values are taken as they are. */
    private final Steps[] steps;

    MappingReader(Mapping mapping, JsonProjection projection) {
        List<Source> sources = mapping.sources();
        paths = sources.stream().mapToInt(source -> projection.index(source.path())).toArray();
        steps = sources.stream().map(Steps::of).toArray(Steps[]::new);
    }

    /** {@code null}, one value, or an {@code Object[]} of several. */
    Object value(Object[] document) {
        for (int i = 0; i < paths.length; i++) {
            Object value = document[paths[i]];
            if (value != null && steps[i] != null) {
                value = steps[i].apply(value);
            }
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private record Steps(Pattern match, Source source) {

        static Steps of(Source source) {
            boolean plain =
                    source.match() == null
                            && source.transforms().isEmpty()
                            && source.values().isEmpty();
            Pattern match = source.match() == null ? null : Pattern.compile(source.match());
            return plain ? null : new Steps(match, source);
        }

        Object apply(Object value) {
            Stream<Object> values =
                    value instanceof Object[] several ? Stream.of(several) : Stream.of(value);
            if (match != null) {
                values = values.flatMap(one -> groups(String.valueOf(one)).stream());
            }
            for (Transform transform : source.transforms()) {
                values = transform.apply(values).filter(Objects::nonNull);
            }
            if (!source.values().isEmpty()) {
                values =
                        values.map(one -> source.values().get(String.valueOf(one)))
                                .filter(Objects::nonNull);
            }
            Object[] results = values.toArray();
            return switch (results.length) {
                case 0 -> null;
                case 1 -> results[0];
                default -> results;
            };
        }

        private List<Object> groups(String text) {
            List<Object> groups = new ArrayList<>();
            Matcher matcher = match.matcher(text);
            while (matcher.find()) {
                if (matcher.group(1) != null) {
                    groups.add(matcher.group(1));
                }
            }
            return groups;
        }
    }
}
