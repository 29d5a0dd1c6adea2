// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.tripline.event.JsonProjection;
import dev.tripline.format.Format.Mapping;
import dev.tripline.format.Format.Source;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * @param recent {@code null} where it costs less to take the steps again
     */
    private record Steps(Pattern match, Source source, RecentAnswers recent) {

        static Steps of(Source source) {
            boolean plain =
                    source.match() == null
                            && source.transforms().isEmpty()
                            && source.values().isEmpty();
            Pattern match = source.match() == null ? null : Pattern.compile(source.match());
            return plain
                    ? null
                    : new Steps(match, source, match == null ? null : new RecentAnswers());
        }

        Object apply(Object value) {
            return recent != null && value instanceof String text
                    ? recent.to(text, this::take)
                    : take(value);
        }

        private Object take(Object value) {
            List<Object> values =
                    value instanceof Object[] several ? List.of(several) : List.of(value);
            if (match != null) {
                values = groups(values);
            }
            for (Transform transform : source.transforms()) {
                values = transform.apply(values);
            }
            if (!source.values().isEmpty()) {
                values = written(values);
            }
            return switch (values.size()) {
                case 0 -> null;
                case 1 -> values.get(0);
                default -> values.toArray();
            };
        }

        private List<Object> groups(List<Object> values) {
            List<Object> groups = new ArrayList<>();
            for (Object value : values) {
                Matcher matcher = match.matcher(String.valueOf(value));
                while (matcher.find()) {
                    if (matcher.group(1) != null) {
                        groups.add(matcher.group(1));
                    }
                }
            }
            return groups;
        }

        private List<Object> written(List<Object> values) {
            List<Object> written = new ArrayList<>();
            for (Object value : values) {
                Object instead = source.values().get(String.valueOf(value));
                if (instead == null) {
                    instead = source.values().get(Source.OTHERS);
                }
                if (instead != null) {
                    written.add(instead);
                }
            }
            return written;
        }
    }
}
