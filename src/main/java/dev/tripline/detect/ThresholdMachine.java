// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.Threshold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the events of one group as they arrive. What it finds does not depend on their order: for
 * each period of event time there is a detection if the events of some window that ends at an event
 * of that period meet the conditions. Such a window may begin in the period before, so that no
 * border divides a burst.
 *
 * <p>More events never take a detection back, so nothing waits for the watermark; it only says what
 * can be forgotten.
 */
final class ThresholdMachine {

    /** So many events of a group are remembered, or twice as many as the rule asks for. */
    private static final int MIN_CAPACITY = 2_000;

    /** So many events are shown: the first ones and the one that meets the conditions. */
    private static final int SHOWN_EVENTS = 10;

    private final Threshold threshold;
    private final String ruleKey;
    private final String group;
    private final long window;
    private final List<GroupedEvent> events;
    private final List<Period> periods;
    private long forgotten;
    private List<Long> lacking;
    private List<Long> uncounted;

    /**
     * @param memory what an earlier machine of the same group remembered, or {@code null} for a
     *     fresh start
     */
    ThresholdMachine(Threshold threshold, String ruleKey, String group, GroupMemory memory) {
        this.threshold = threshold;
        this.ruleKey = ruleKey;
        this.group = group;
        this.window = threshold.window().toMillis();
        this.events = memory == null ? new ArrayList<>() : memory.events();
        this.periods = memory == null ? new ArrayList<>() : memory.periods();
        this.forgotten = memory == null ? Long.MIN_VALUE : memory.forgotten();
        this.lacking = memory == null ? nothing() : memory.lacking();
        this.uncounted = memory == null ? nothing() : memory.uncounted();
    }

    /** None of the conditions' events and values. */
    private List<Long> nothing() {
        return new ArrayList<>(Collections.nCopies(1 + threshold.cardinality().size(), 0L));
    }

    /** Whether all that an event of this time could count for is over. */
    boolean isOver(long millis, long watermark) {
        return isBefore(millis, watermark) && endOf(startOf(millis)) <= watermark;
    }

    /** Whether the watermark has passed all windows with an event of this time. */
    private boolean isBefore(long millis, long watermark) {
        return watermark >= Long.MIN_VALUE + window && millis <= watermark - window;
    }

    private long startOf(long millis) {
        long period = threshold.period().toMillis();
        return Math.floorDiv(millis, period) * period;
    }

    /** The last millisecond of the period that begins at {@code start}. */
    private long endOf(long start) {
        return start + threshold.period().toMillis() - 1;
    }

    /**
     * Counts an event, and tells what should not wait.
     *
     * @return how many events had to be forgotten to make room
     */
    int apply(GroupedEvent event, long watermark, List<Detection> found) {
        List<Long> more = brings(event);
        if (!insert(event)) {
            return 0;
        }
        for (int i = 0; i < more.size(); i++) {
            uncounted.set(i, uncounted.get(i) + more.get(i));
        }
        if (mayBeNews(event.millis())) {
            count(watermark);
            tellNews(found);
        }
        if (events.size() <= capacity()) {
            return 0;
        }
        count(watermark);
        tellNews(found);
        return makeRoom();
    }

    /** Only remembers a hit. */
    void remember(ThresholdHit hit) {
        insert(new GroupedEvent(hit.hit().evidence(), hit.values()));
    }

    /** The window that comes nearest to the conditions; empty without events. */
    Optional<FullestWindow> fullest() {
        List<FullestWindow> best = new ArrayList<>();
        long[] least = {Long.MAX_VALUE};
        slide(
                (inWindow, counted) -> {
                    List<Long> lacking = counted.lacking();
                    long more = lacking.stream().mapToLong(Long::longValue).sum();
                    boolean fuller =
                            best.isEmpty()
                                    || more < least[0]
                                    || more == least[0]
                                            && counted.events() > best.get(0).counted().events();
                    if (fuller) {
                        least[0] = more;
                        best.clear();
                        best.add(
                                FullestWindow.of(
                                        inWindow, counted, SlidingCount.isMet(threshold, lacking)));
                    }
                });
        return best.stream().findFirst();
    }

    /** Tells the last word about what is over, and forgets it. */
    void pass(long watermark, List<Detection> found) {
        if (uncounted.get(0) > 0) {
            count(watermark);
        }
        tellNews(found);
        for (Period period : periods) {
            if (endOf(period.start()) <= watermark && period.changed()) {
                found.add(detection(period));
            }
        }
        periods.removeIf(period -> endOf(period.start()) <= watermark);
        int first = 0;
        while (first < events.size() && isBefore(events.get(first).millis(), watermark)) {
            forgotten = Math.max(forgotten, events.get(first).millis());
            first++;
        }
        events.subList(0, first).clear();
    }

    /**
     * @return {@code null} if nothing is remembered
     */
    GroupMemory memory() {
        return events.isEmpty() && periods.isEmpty()
                ? null
                : new GroupMemory(events, periods, forgotten, lacking, uncounted);
    }

    /** The last milliseconds of all periods that are not over. */
    List<Long> ends() {
        return periods.stream().map(period -> endOf(period.start())).toList();
    }

    /**
     * What an event can add to the counts of any window, at most. A value adds nothing that an
     * event shortly before it has, too: whatever window has the one has the other.
     */
    private List<Long> brings(GroupedEvent event) {
        List<Long> brings = new ArrayList<>();
        brings.add(1L);
        long newest =
                events.isEmpty()
                        ? event.millis()
                        : Math.max(event.millis(), events.get(events.size() - 1).millis());
        int place = placeOf(event);
        for (int i = 0; i < event.values().size(); i++) {
            Set<TermHash> own = new HashSet<>(event.values().get(i).hashes());
            for (int k = place - 1; k >= 0 && !own.isEmpty(); k--) {
                if (events.get(k).millis() <= newest - window) {
                    break;
                }
                events.get(k).values().get(i).hashes().forEach(own::remove);
            }
            brings.add((long) own.size());
        }
        return brings;
    }

    /**
     * @return whether that changes anything
     */
    private boolean insert(GroupedEvent event) {
        int place = placeOf(event);
        int same = sameAs(event, place);
        if (same < 0) {
            events.add(place, event);
            return true;
        }
        GroupedEvent before = events.remove(same);
        GroupedEvent both = before.with(event);
        events.add(placeOf(both), both);
        return !both.equals(before);
    }

    /** Behind all events that are before it in event order. */
    private int placeOf(GroupedEvent event) {
        int low = 0;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (EventOrder.isBefore(event.evidence(), events.get(middle).evidence())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Equal events have equal times, so it stands near. */
    private int sameAs(GroupedEvent event, int place) {
        for (int i = place - 1; i >= 0 && isSameTime(event, events.get(i)); i--) {
            if (event.isSameAs(events.get(i))) {
                return i;
            }
        }
        for (int i = place; i < events.size() && isSameTime(event, events.get(i)); i++) {
            if (event.isSameAs(events.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSameTime(GroupedEvent one, GroupedEvent other) {
        return one.evidence().time().equals(other.evidence().time());
    }

    /**
     * While all that has come could not make good what is lacking in any window, nothing need be
     * counted; and of what has been told only a multiple is news.
     */
    private boolean mayBeNews(long millis) {
        List<Long> left = new ArrayList<>();
        for (int i = 0; i < lacking.size(); i++) {
            left.add(lacking.get(i) - uncounted.get(i));
        }
        if (!SlidingCount.isMet(threshold, left)) {
            return false;
        }
        long last = Math.min(events.get(events.size() - 1).millis(), millis + window - 1);
        for (long start = startOf(millis); start <= last; start = endOf(start) + 1) {
            Period period = periodOf(start);
            if (period == null || period.sent() == null || period.sent().mayDouble(uncounted)) {
                return true;
            }
        }
        return false;
    }

    private Period periodOf(long start) {
        for (Period period : periods) {
            if (period.start() == start) {
                return period;
            }
        }
        return null;
    }

    private void count(long watermark) {
        uncounted = nothing();
        List<Long> least = new ArrayList<>();
        slide(
                (inWindow, counted) -> {
                    List<Long> more = counted.lacking();
                    if (least.isEmpty()) {
                        least.addAll(more);
                    }
                    for (int i = 0; i < more.size(); i++) {
                        least.set(i, Math.min(least.get(i), more.get(i)));
                    }
                    if (SlidingCount.isMet(threshold, more)) {
                        meets(inWindow, counted, watermark);
                    }
                });
        lacking = least.isEmpty() ? nothing() : least;
    }

    /** Looks at a window that ends at an event. */
    private interface Look {
        void at(List<GroupedEvent> inWindow, SlidingCount counted);
    }

    private void slide(Look look) {
        SlidingCount counted = new SlidingCount(threshold);
        int first = 0;
        int next = 0;
        while (next < events.size()) {
            long end = events.get(next).millis();
            while (next < events.size() && events.get(next).millis() == end) {
                counted.add(events.get(next++));
            }
            while (events.get(first).millis() <= end - window) {
                counted.remove(events.get(first++));
            }
            look.at(events.subList(first, next), counted);
        }
    }

    private void meets(List<GroupedEvent> inWindow, SlidingCount counted, long watermark) {
        GroupedEvent last = inWindow.get(inWindow.size() - 1);
        long start = startOf(last.millis());
        Period before = periodOf(start);
        if (before == null && endOf(start) <= watermark) {
            return;
        }
        Count count =
                new Count(
                        counted.events(),
                        inWindow.get(0).evidence().time(),
                        last.evidence().time(),
                        counted.distinct(),
                        counted.modifiers());
        if (before == null) {
            periods.add(new Period(start, last.millis(), count, shown(inWindow), null, true));
            return;
        }
        boolean complete = forgotten <= last.millis() - window;
        boolean better = last.millis() < before.end() || last.millis() == before.end() && complete;
        periods.set(
                periods.indexOf(before),
                before.with(last.millis(), count, better ? shown(inWindow) : before.events()));
    }

    private static List<Evidence> shown(List<GroupedEvent> inWindow) {
        List<Evidence> shown = new ArrayList<>();
        int all = inWindow.size();
        int few = all <= SHOWN_EVENTS ? all : SHOWN_EVENTS - 1;
        inWindow.subList(0, few).forEach(event -> shown.add(event.evidence()));
        if (few < all) {
            shown.add(inWindow.get(all - 1).evidence());
        }
        return shown;
    }

    private void tellNews(List<Detection> found) {
        for (int i = 0; i < periods.size(); i++) {
            Period period = periods.get(i);
            if (period.isNews()) {
                found.add(detection(period));
                periods.set(i, period.asSent());
            }
        }
    }

    private Detection detection(Period period) {
        return new Detection(
                ruleKey,
                group,
                period.events(),
                Instant.ofEpochMilli(period.start()).toString(),
                period.count());
    }

    private int capacity() {
        int most =
                threshold.cardinality().stream()
                        .mapToInt(Threshold.Cardinality::value)
                        .reduce(threshold.value(), Math::max);
        return Math.max(MIN_CAPACITY, 2 * most);
    }

    /**
     * Forgets a quarter of the events: first the oldest of those that have no value of their own,
     * so that a flood of equal requests cannot hide a few different ones.
     */
    private int makeRoom() {
        int excess = events.size() - capacity() / 4 * 3;
        Set<Integer> repeats = repeats(excess);
        List<GroupedEvent> kept = new ArrayList<>();
        int left = excess - repeats.size();
        for (int i = 0; i < events.size(); i++) {
            boolean forget = repeats.contains(i);
            if (!forget && left > 0) {
                forget = true;
                left--;
            }
            if (forget) {
                forgotten = Math.max(forgotten, events.get(i).millis());
            } else {
                kept.add(events.get(i));
            }
        }
        events.clear();
        events.addAll(kept);
        return excess;
    }

    /** The oldest of those whose values all come again, at most so many. */
    private Set<Integer> repeats(int most) {
        List<Set<TermHash>> later = new ArrayList<>();
        threshold.cardinality().forEach(some -> later.add(new HashSet<>()));
        List<Integer> found = new ArrayList<>();
        for (int i = events.size() - 1; i >= 0; i--) {
            boolean repeats = true;
            for (int k = 0; k < later.size(); k++) {
                repeats &= !later.get(k).addAll(events.get(i).values().get(k).hashes());
            }
            if (repeats) {
                found.add(i);
            }
        }
        return new HashSet<>(found.subList(Math.max(0, found.size() - most), found.size()));
    }
}
