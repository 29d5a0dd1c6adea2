// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How often the shipped rules alerted on ordinary life on the last day of a {@code
 * scripts/quiet-life}, which writes that down with {@code --publish}.
 *
 * @param date of the measurement
 * @param day which of the simulated days was looked at; rules learned in those before
 * @param scale 1 is ten thousand pods
 * @param events of all days
 * @param attacks how many were hidden on the days, and found
 * @param falseAlerts by rule id
 */
record QuietDay(
        String date,
        int day,
        String scale,
        String seed,
        long events,
        int attacks,
        Map<String, Long> falseAlerts) {

    private static final String FILE = "quiet-day.properties";
    private static final String RULE = "rule.";

    static QuietDay published() {
        Properties written = new Properties();
        try (Reader file =
                new InputStreamReader(
                        QuietDay.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
            written.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Long> falseAlerts = new TreeMap<>();
        for (String name : written.stringPropertyNames()) {
            if (name.startsWith(RULE)) {
                falseAlerts.put(
                        name.substring(RULE.length()), Long.valueOf(written.getProperty(name)));
            }
        }
        return new QuietDay(
                written.getProperty("date"),
                Integer.parseInt(written.getProperty("day")),
                written.getProperty("scale"),
                written.getProperty("seed"),
                Long.parseLong(written.getProperty("events")),
                Integer.parseInt(written.getProperty("attacks")),
                falseAlerts);
    }

    /** The count of one rule, or that there is none. */
    String of(String rule) {
        return falseAlerts.containsKey(rule) ? falseAlerts.get(rule).toString() : "not measured";
    }

    long all() {
        return falseAlerts.values().stream().mapToLong(Long::longValue).sum();
    }
}
