// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a table can do to the values of a path. {@code docs/formats.md} describes each. None fails:
 * a value that it is not made for is dropped, or stays as it is where that can do no harm.
 */
enum Transform {
    /** Only the first of several values. */
    FIRST(value -> value) {
        @Override
        List<Object> apply(List<Object> values) {
            return values.subList(0, Math.min(1, values.size()));
        }
    },

    LOWER_CASE(text -> text.toLowerCase(Locale.ROOT)),

    /** What stands behind the last slash. */
    BASENAME(text -> text.substring(text.lastIndexOf('/') + 1)),

    /** The arguments of a command line, without their quotes. */
    WORDS(value -> value) {
        @Override
        List<Object> apply(List<Object> values) {
            List<Object> words = new ArrayList<>();
            values.forEach(value -> words.addAll(CommandLine.words(String.valueOf(value))));
            return words;
        }
    },

    /** A whole number from its digits, so that rules can compare it with numbers. */
    NUMBER(value -> value) {
        @Override
        List<Object> apply(List<Object> values) {
            List<Object> numbers = new ArrayList<>();
            for (Object value : values) {
                try {
                    numbers.add(Long.valueOf(String.valueOf(value)));
                } catch (NumberFormatException e) {
                    // No number, no value.
                }
            }
            return numbers;
        }
    },

    URL_DECODE(Transform::urlDecoded),

    BASE64(Transform::base64Decoded),

    /** A time from seconds since 1970. */
    EPOCH_SECONDS(value -> time(value, 1)),

    /** A time from nanoseconds since 1970. */
    EPOCH_NANOSECONDS(value -> time(value, 1_000_000_000L));

    private final UnaryOperator<String> change;

    /**
     * @param change of each value; {@code null} if it has none
     */
    Transform(UnaryOperator<String> change) {
        this.change = change;
    }

    /** {@code url-decode}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Transform> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Transform::word).toList();
    }

    List<Object> apply(List<Object> values) {
        List<Object> changed = new ArrayList<>(values.size());
        for (Object value : values) {
            String text = change.apply(String.valueOf(value));
            if (text != null) {
                changed.add(text);
            }
        }
        return changed;
    }

    private static String urlDecoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String base64Decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String time(String value, long unitsPerSecond) {
        try {
            long units = Long.parseLong(value);
            long nanos = Math.floorMod(units, unitsPerSecond) * (1_000_000_000L / unitsPerSecond);
            return Instant.ofEpochSecond(Math.floorDiv(units, unitsPerSecond), nanos).toString();
        } catch (NumberFormatException | DateTimeException e) {
            return value;
        }
    }
}
