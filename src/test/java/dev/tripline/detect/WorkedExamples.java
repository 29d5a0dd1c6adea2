// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small sequences with every match written down. */
public final class WorkedExamples {

    /**
     * @param name unique; the value of field {@code example} in its events
     * @param query with {@code [A]} for events of kind A, {@code [any]} for all of the example
     * @param events kind, id and, where it is not the id, the second of the event after {@code @};
     *     then further fields
     * @param matches ids of the events of each match
     */
    public record Example(String name, String query, String events, String matches) {

        public Rule rule() {
            String mine = "example == \"" + name + "\"";
            return QueryRule.of(
                    name,
                    query.replaceAll("\\[any]", "[any where " + mine + "]")
                            .replaceAll(
                                    "\\[([A-Z]+)]", "[any where " + mine + " and kind : \"$1\"]")
                            .replaceAll("\\[id([^]]*)]", "[any where " + mine + " and id$1]"));
        }

        /** One JSON document for each event. */
        public List<String> documents() {
            List<String> documents = new ArrayList<>();
            for (String event : events.split("\\s+")) {
                documents.add(document(event.split(";")));
            }
            return documents;
        }

        private String document(String[] parts) {
            String kind = parts[0].replaceAll("[0-9@.].*", "");
            String[] idAndSecond = parts[0].substring(kind.length()).split("@");
            String second = idAndSecond[idAndSecond.length - 1];
            StringBuilder json = new StringBuilder();
            json.append("{\"@timestamp\": \"2026-03-01T10:")
                    .append(time(second))
                    .append("Z\", \"example\": \"" + name + "\", \"id\": " + idAndSecond[0])
                    .append(", \"kind\": [\"" + String.join("\",\"", kind.split("")) + "\"]");
            for (String field : List.of(parts).subList(1, parts.length)) {
                String[] nameAndValue = field.split("=");
                json.append(", \"" + nameAndValue[0] + "\": [" + nameAndValue[1] + "]");
            }
            return json.append("}").toString();
        }

        private static String time(String second) {
            String[] parts = second.split("\\.");
            int whole = Integer.parseInt(parts[0]);
            String fraction = parts.length == 1 ? "" : "." + parts[1];
            return String.format("%02d:%02d%s", whole / 60, whole % 60, fraction);
        }

        /** The matches as {@link #show} would give them, in any order. */
        public List<String> expected() {
            return matches.isEmpty() ? List.of() : List.of(matches.split("\\s+"));
        }
    }

    private static final String MISSING = "N1 N2 M3 N4";
    private static final String MINUTES = "M1@0 N2@600 M3@1200 N4@1260 N5@1740 N6@1860";

    public static final List<Example> ALL =
            List.of(
                    of("newest start", "[A] [B]", "A1 A2 B3", "2,3"),
                    of("a start is used once", "[A] [B]", "A1 B2 B3 B4", "1,2"),
                    of("both, twice", "[A] [B]", "A1 A2 B3 A4 A5 A6 B7 A8 A9", "2,3 6,7"),
                    of("both ends repeat", "[A] [B]", "A1 A2 B3 A4 B5 B6 A7", "2,3 4,5"),
                    of("newest pair", "[A] [B] [C]", "A1 C2 B3 A4 B5 C6", "4,5,6"),
                    of("reverse", "[A] [B] [C]", "C1 B2 A3 C4 A5 C6 B7 A8 C9", "5,7,9"),
                    of("overlap", "[A] [B] [C]", "A1 B2 A3 C4 B5 C6", "1,2,4 3,5,6"),
                    of("four", "[A] [B] [C] [D]", "A1 B2 C3 A4 B5 D6 C7 D8", "1,2,3,6 4,5,7,8"),
                    of(
                            "two users",
                            "by user [W] [H] [I]",
                            "W1;user=1 W2;user=1 H3;user=2 H4;user=1 H5;user=1 W6;user=2 W7;user=1"
                                    + " H8;user=2 I9;user=1 I10;user=2 I11;user=1",
                            "2,4,9 6,8,10"),
                    of(
                            "any after few",
                            "[id <= 3] [any] [any]",
                            "X1 X2 X3 X4 X5",
                            "1,2,3 2,3,4 3,4,5"),
                    of("any after one", "[id == 1] [any] [any]", "X1 X2 X3 X4 X5", "1,2,3"),
                    of("a term twice", "[id < 5] [id < 5]", "X1 X2 X3 X4 X5", "1,2 2,3 3,4"),
                    of("runs slide", "[A] with runs=3", "A1 A2 B3 A4 A5 A6", "1,2,4 2,4,5 4,5,6"),
                    of("runs after one", "[A] [B] with runs=3", "A1 B2 B3 B4 B5 B6 B7", "1,2,3,4"),
                    of("same time", "by t [R] [E] [S]", "R1@9;t=7 E2@9;t=7 S3@9;t=7", "1,2,3"),
                    of(
                            "until too late",
                            "by ?host, ?pid [P] [F] with runs=2 until [U]",
                            "P1;pid=9 F2;pid=9 FU3;pid=9",
                            "1,2,3"),
                    of(
                            "until in time",
                            "by ?host, ?pid [P] [F] with runs=2 until [U]",
                            "P1;pid=9 P2;pid=8 FU3;pid=9 F4;pid=9 F5;pid=8 F6;pid=8",
                            "2,5,6"),
                    of("until of a pair", "[A] [B] until [U]", "A1 U2 B3 A4 BU5 A6 B7", "4,5 6,7"),
                    of("until at the start", "[A] [B] until [U]", "AU1 B2 A3 B4", "3,4"),
                    of(
                            "null joins null",
                            "by ?host, ?pid [P] [F] [F]",
                            "P1 P2;pid=123 F3;pid=123 F4;pid=123 F5 F6",
                            "2,3,4 1,5,6"),
                    of(
                            "null joins nothing",
                            "by host, pid [A] [B]",
                            "A1;pid=1 B2;pid=1 A3;host=1;pid=1 B4;host=1;pid=1",
                            "3,4"),
                    of(
                            "arrays fan out",
                            "by tags, items [A] [B]",
                            "A1;tags=3,4;items=1,2,3 B2;tags=1,3,4;items=0,1,2",
                            "1,2 1,2 1,2 1,2"),
                    of("keys by term", "[A] by a [B] by b", "A1;a=5;b=6 B2;a=5;b=6 B3;b=5", "1,3"),
                    of("text is no number", "by u [A] [B]", "A1;u=\"1\" B2;u=1 B3;u=\"1\"", "1,3"),
                    of("halves", "by u [A] [B]", "A1;u=0.5 B2;u=0.25 B3;u=5e-1", "1,3"),
                    of("one is one", "by u [A] [B]", "A1;u=1 B2;u=1.0", "1,2"),
                    of("case counts", "by u [A] [B]", "A1;u=\"a\" B2;u=\"A\"", ""),
                    of("exactly the span", "with maxspan=60s [A] [B]", "A1@0 B2@60.000", "1,2"),
                    of("a bit more", "with maxspan=60s [A] [B]", "A1@0 B2@60.001", ""),
                    of("a nano more", "with maxspan=60s [A] [B]", "A1@0 B2@60.000000001", ""),
                    of(
                            "the span to the nano",
                            "with maxspan=60s [A] [B]",
                            "A1@0.000999999 B2@60.000999999",
                            "1,2"),
                    of(
                            "the span counts from the first",
                            "with maxspan=10s [A] [B] [C]",
                            "A1@0 B2@9 C3@11 A4@12 B5@17 C6@22",
                            "4,5,6"),
                    of(
                            "who waited too long is used up",
                            "with maxspan=10s [A] [B]",
                            "A1@0 B2@11 B3@12",
                            ""),
                    of("end and start", "[A] [B]", "A1 AB2 B3", "1,2 2,3"),
                    of("end and start, spanned", "with maxspan=1m [A] [B]", "A1 AB2 B3", "1,2 2,3"),
                    of("never twice itself", "with maxspan=1m [A] [B]", "AB1", ""),
                    of("missing between", "with maxspan=10s [N] ![M] [N]", MISSING, "1,2"),
                    of("missing after", "with maxspan=10s [N] ![M]", MISSING, "4"),
                    of("missing after soon", "with maxspan=1s [N] ![M]", MISSING, "1 4"),
                    of(
                            "the first match dies, the second lives",
                            "with maxspan=10s [N] [N] ![M] [N]",
                            "N1 N2 M3 N4 N5",
                            "2,4,5"),
                    of(
                            "nothing is tried again",
                            "with maxspan=1m [A] [B] ![M] [C] [D]",
                            "A1 B2 M3 B4 C5 M6 D7 A13 B14 C16 D17",
                            "13,14,16,17"),
                    of("missing before", "with maxspan=3m ![M] [N]", MINUTES, "2 5 6"),
                    of("missing around", "with maxspan=21m ![M] [N] ![M]", MINUTES, "4 5 6"),
                    of("missing around, 19", "with maxspan=19m ![M] [N] ![M]", MINUTES, "2 4 5 6"),
                    of(
                            "who is doomed replaces others",
                            "with maxspan=1m [A] [B] ![M] [C] [D]",
                            "A1 B2 C3 A4 B5 M6 C7 D8",
                            ""),
                    of(
                            "the same millisecond is neither before nor after",
                            "with maxspan=10s ![M] [A] ![M] [B] ![M]",
                            "M1@5.0001 A2@5.0002 M3@5.0003 M4@6.0001 B5@6.0002 M6@6.0003",
                            "2,5"),
                    of("a ms before", "with maxspan=10s ![M] [A]", "M1@5.000 A2@5.001", ""),
                    of("a ms between", "with maxspan=9s [A] ![M] [B]", "A1@5 M2@5.001 B3@6", ""),
                    of("a ms after", "with maxspan=9s [A] ![M]", "A1@5 M2@5.001", ""),
                    of("after just the span", "with maxspan=9s [A] ![M]", "A1@5 M2@14", ""),
                    of("after the span", "with maxspan=9s [A] ![M]", "A1@5 M2@14.000000001", "1"),
                    of("before just the span", "with maxspan=9s ![M] [A]", "M1@5 A2@14", ""),
                    of("before the span", "with maxspan=9s ![M] [A]", "M1@5 A2@14.000000001", "2"),
                    of(
                            "leading counts to the last event",
                            "with maxspan=9s ![M] [A] [B]",
                            "M1@0 A2@5 B3@9 M4@10 A5@12 B6@19.001",
                            "5,6"),
                    of(
                            "trailing counts from the first event",
                            "with maxspan=9s [A] [B] ![M]",
                            "A1@0 B2@5 M3@9 A4@10 B5@15 M6@19.001",
                            "4,5"),
                    of(
                            "missing by key",
                            "by u with maxspan=9s [A] ![M]",
                            "A1;u=1 A2;u=2 M3;u=2 A4;u=3,4 M5;u=4",
                            "1 4"),
                    of(
                            "missing by its own key",
                            "with maxspan=9s [A] by u ![M] by v [B] by u",
                            "A1;u=1 M2;u=1;v=2 B3;u=1 A4;u=2 M5;u=1;v=2 B6;u=2",
                            "1,3"),
                    of(
                            "missing runs are missing",
                            "with maxspan=9s [A] ![M] with runs=3 [B]",
                            "A1 M2 B3 A4 B5",
                            "4,5"),
                    of(
                            "until is not asked again",
                            "with maxspan=9s [A] ![M] [B] until [U]",
                            "A1 B2 U3 A4 U5 B6",
                            "1,2"),
                    of(
                            "two kinds missing",
                            "with maxspan=9s [A] ![M] ![O] [B]",
                            "A1 O2 B3 A4 M5 B6 A7 B8",
                            "7,8"));

    private WorkedExamples() {}

    private static Example of(String name, String query, String events, String matches) {
        return new Example(name, "sequence " + query, events, matches);
    }

    /** Ids of the events of each detection, by rule id. */
    public static Map<String, List<String>> show(List<Detection> detections) {
        Map<String, List<String>> matches = new TreeMap<>();
        for (Detection detection : detections) {
            String rule = detection.ruleKey().substring(0, detection.ruleKey().indexOf('@'));
            List<String> ids = detection.events().stream().map(StreamEvents::documentId).toList();
            matches.computeIfAbsent(rule, key -> new ArrayList<>()).add(String.join(",", ids));
        }
        return matches;
    }
}
