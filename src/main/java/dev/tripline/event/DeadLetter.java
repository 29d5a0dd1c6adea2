// SPDX-License-Identifier: Apache-2.0
package dev.tripline.event;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A record, or one item of an envelope, that could not become an event; or an alert that a sink
 * would never take.
 *
 * @param reason why, for machines
 * @param message why, for people; holds no secrets
 * @param format what the record was read as, {@value #ALERT} for an alert
 * @param bytes the whole record as it came, unless {@code truncated}; the document of an alert
 * @param truncated whether the record was too long to be kept whole
 * @param envelope fields of an item that its envelope said, and its own bytes may not; of an alert
 *     its id and revision
 */
public record DeadLetter(
        Reason reason,
        String message,
        Coordinates coordinates,
        String format,
        byte[] bytes,
        boolean truncated,
        Map<String, String> envelope) {

    public static final String ALERT = "alert";

    private static final String ALERT_ID = "event.id";
    private static final String ALERT_REVISION = "tripline.alert.revision";

    /** Of a record that stood in no envelope. */
    public DeadLetter(
            Reason reason,
            String message,
            Coordinates coordinates,
            String format,
            byte[] bytes,
            boolean truncated) {
        this(reason, message, coordinates, format, bytes, truncated, Map.of());
    }

    /** The same out of an envelope. */
    public DeadLetter within(Map<String, String> fields) {
        return new DeadLetter(reason, message, coordinates, format, bytes, truncated, fields);
    }

    /** Of an alert that a sink would never take. */
    public static DeadLetter ofAlert(
            String id, int revision, String message, Coordinates coordinates, byte[] document) {
        return new DeadLetter(
                Reason.REJECTED,
                message,
                coordinates,
                ALERT,
                document,
                false,
                Map.of(ALERT_ID, id, ALERT_REVISION, String.valueOf(revision)));
    }

    /**
     * What is the same if the alert is rejected again, after a restart of the job: its id and
     * revision.
     *
     * @return empty for a record, which its coordinates name
     */
    public Optional<String> alert() {
        return format.equals(ALERT)
                ? Optional.of(envelope.get(ALERT_ID) + "/" + envelope.get(ALERT_REVISION))
                : Optional.empty();
    }

    /** The reasons are part of the output and of metric names: add, never rename. */
    public enum Reason {
        /** Neither well-formed JSON in UTF-8 nor a known line. */
        MALFORMED("malformed"),
        /** Ends in the middle of its JSON. */
        TRUNCATED("truncated"),
        /** Larger than the configured limit, unpacks to more, or holds too many items. */
        TOO_LARGE("too-large"),
        /** JSON, but in none of the configured formats. */
        UNKNOWN_FORMAT("unknown-format"),
        /** An envelope that holds nothing. */
        NO_EVENTS("no-events"),
        /** Says nowhere when it happened. */
        NO_TIMESTAMP("no-timestamp"),
        /** Says when it happened, but not in a way that is a time. */
        BAD_TIMESTAMP("bad-timestamp"),
        /** Says that it happened long before containers, or in the future. */
        ABSURD_TIMESTAMP("absurd-timestamp"),
        /** An alert, complete and well-formed, whose document does not fit its index. */
        REJECTED("rejected");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }

        /**
         * @return empty if there is no reason with that code
         */
        public static Optional<Reason> of(String code) {
            return Stream.of(values()).filter(reason -> reason.code.equals(code)).findFirst();
        }
    }
}
