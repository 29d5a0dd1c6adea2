// SPDX-License-Identifier: Apache-2.0
package dev.tripline.cli;

import dev.tripline.event.DeadLetter;
import dev.tripline.event.DeadLetter.Reason;
import dev.tripline.intake.StoredDeadLetter;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Dead letters by source and reason. */
final class DeadLetterSummary {

    private static final int MAX_EXAMPLE = 120;

    private final Map<Kind, Group> groups =
            new TreeMap<>(Comparator.comparing(Kind::source).thenComparing(Kind::reason));

    private record Kind(String source, Reason reason) {}

    /** What letters of one kind have in common. */
    private static final class Group {
        private long count;
        private long masked;
        private long truncated;
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private DeadLetter example;

        void add(StoredDeadLetter stored) {
            count++;
            masked += stored.masked() ? 1 : 0;
            truncated += stored.letter().truncated() ? 1 : 0;
            first = stored.time().isBefore(first) ? stored.time() : first;
            last = stored.time().isAfter(last) ? stored.time() : last;
            example = example == null ? stored.letter() : example;
        }
    }

    void add(StoredDeadLetter stored) {
        DeadLetter letter = stored.letter();
        groups.computeIfAbsent(
                        new Kind(letter.coordinates().source(), letter.reason()),
                        kind -> new Group())
                .add(stored);
    }

    void print(PrintWriter out) {
        if (groups.isEmpty()) {
            out.println("no dead letters");
        }
        groups.forEach((kind, group) -> print(kind, group, out));
        out.flush();
    }

    private static void print(Kind kind, Group group, PrintWriter out) {
        out.printf("%,12d  %-18s %s%n", group.count, kind.reason.code(), kind.source);
        line(out, "from " + group.first + " to " + group.last);
        if (group.masked > 0) {
            line(out, String.format("%,d with masked tokens", group.masked));
        }
        if (group.truncated > 0) {
            line(out, String.format("%,d cut off, which cannot be replayed", group.truncated));
        }
        line(out, example(group.example));
    }

    private static void line(PrintWriter out, String text) {
        out.println(" ".repeat(14) + text);
    }

    /** A message may quote what an attacker wrote, and a terminal obeys control characters. */
    private static String example(DeadLetter letter) {
        String text =
                (letter.coordinates() + ": " + letter.message()).replaceAll("\\p{Cc}", "\uFFFD");
        return text.length() > MAX_EXAMPLE ? text.substring(0, MAX_EXAMPLE) + "…" : text;
    }
}
