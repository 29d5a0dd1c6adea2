// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import dev.tripline.rule.Threshold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    private long uncounted;
    private long lacking;

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
        this.uncounted = memory == null ? 0 : memory.uncounted();
        this.lacking = memory == null ? 0 : memory.lacking();
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
        int more = insert(event);
        if (more == 0) {
            return 0;
        }
        uncounted += more;
        lacking -= more;
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

    /** Tells the last word about what is over, and forgets it. */
    void pass(long watermark, List<Detection> found) {
        if (uncounted > 0) {
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
                : new GroupMemory(events, periods, forgotten, uncounted, lacking);
    }

    /** The last milliseconds of all periods that are not over. */
    List<Long> ends() {
        return periods.stream().map(period -> endOf(period.start())).toList();
    }

    /**
     * @return how many events or values it brings; none if it has counted before
     */
    private int insert(GroupedEvent event) {
        int place = placeOf(event);
        int same = sameAs(event, place);
        if (same < 0) {
            events.add(place, event);
            return Math.max(1, event.mostValues());
        }
        GroupedEvent before = events.remove(same);
        GroupedEvent both = before.with(event);
        events.add(placeOf(both), both);
        if (both.equals(before)) {
            return 0;
        }
        return Math.max(1, event.mostValues());
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
     * Each event gives every window at most what it brings, so while more than that is lacking
     * nothing need be counted; and of what has been told only a multiple is news.
     */
    private boolean mayBeNews(long millis) {
        if (lacking > 0) {
            return false;
        }
        long last = Math.min(events.get(events.size() - 1).millis(), millis + window - 1);
        long few = Long.MAX_VALUE;
        for (long start = startOf(millis); start <= last; start += endOf(start) - start + 1) {
            Period period = periodOf(start);
            if (period == null || period.sent() == null) {
                return true;
            }
            few = Math.min(few, period.sent().toDouble());
        }
        return uncounted >= few;
    }

    private Period periodOf(long start) {
        for (Period period : periods) {
            if (period.start() == start) {
                return period;
            }
        }
        return null;
    }

    /** Slides the window over all events. */
    private void count(long watermark) {
        SlidingCount counted = new SlidingCount(threshold);
        lacking = events.isEmpty() ? 0 : Long.MAX_VALUE;
        uncounted = 0;
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
            long more = counted.lacking();
            lacking = Math.min(lacking, more);
            if (more == 0) {
                meets(events.subList(first, next), counted, watermark);
            }
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
                        counted.distinct());
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
                repeats &= !later.get(k).addAll(events.get(i).values().get(k));
            }
            if (repeats) {
                found.add(i);
            }
        }
        return new HashSet<>(found.subList(Math.max(0, found.size() - most), found.size()));
    }
}
