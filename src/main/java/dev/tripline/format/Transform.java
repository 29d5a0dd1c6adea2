// SPDX-License-Identifier: Apache-2.0
package dev.tripline.format;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a table can do to the values of a path. {@code docs/formats.md} describes each. None fails:
 * a value that it is not made for is dropped, or stays as it is where that can do no harm.
 */
enum Transform {
    /** Only the first of several values. */
    FIRST(values -> values.limit(1)),

    LOWER_CASE(eachText(text -> text.toLowerCase(Locale.ROOT))),

    /** What stands behind the last slash. */
    BASENAME(eachText(text -> text.substring(text.lastIndexOf('/') + 1))),

    /** The arguments of a command line, without their quotes. */
    WORDS(values -> values.flatMap(value -> CommandLine.words(String.valueOf(value)).stream())),

    URL_DECODE(eachText(Transform::urlDecoded)),

    BASE64(eachText(Transform::base64Decoded)),

    /** A time from seconds since 1970. */
    EPOCH_SECONDS(values -> values.map(value -> time(value, 1))),

    /** A time from nanoseconds since 1970. */
    EPOCH_NANOSECONDS(values -> values.map(value -> time(value, 1_000_000_000L)));

    private final Function<Stream<Object>, Stream<Object>> step;

    Transform(Function<Stream<Object>, Stream<Object>> step) {
        this.step = step;
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

    /** A value that becomes {@code null} is none. */
    Stream<Object> apply(Stream<Object> values) {
        return step.apply(values);
    }

    private static Function<Stream<Object>, Stream<Object>> eachText(
            Function<String, Object> change) {
        return values -> values.map(value -> value instanceof String s ? change.apply(s) : value);
    }

    private static Object urlDecoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Object base64Decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Object time(Object value, long unitsPerSecond) {
        try {
            long units =
                    value instanceof Number number
                            ? number.longValue()
                            : Long.parseLong(String.valueOf(value));
            long nanos = Math.floorMod(units, unitsPerSecond) * (1_000_000_000L / unitsPerSecond);
            return Instant.ofEpochSecond(Math.floorDiv(units, unitsPerSecond), nanos).toString();
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return value;
        }
    }
}
