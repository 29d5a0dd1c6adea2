// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.util.PriorityQueue;

/** What is going to be done, and when. */
public final class Timetable {

    private record Entry(long time, long order, Habit habit) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long order;

    public void at(long time, Habit habit) {
        entries.add(new Entry(time, order++, habit));
    }

    /** Again and again from some time of the first period on. */
    public void every(long period, Dice dice, Habit habit) {
        between(Almanac.START, Long.MAX_VALUE, period, dice, habit);
    }

    /** Again and again, as long as something lives. */
    public void between(long from, long until, long period, Dice dice, Habit habit) {
        at(from + dice.between(0, period), new Repeated(until, period, dice, habit));
    }

    private final class Repeated implements Habit {
        private final long until;
        private final long period;
        private final Dice dice;
        private final Habit habit;

        Repeated(long until, long period, Dice dice, Habit habit) {
            this.until = until;
            this.period = period;
            this.dice = dice;
            this.habit = habit;
        }

        @Override
        public void act(long now) {
            if (now < until) {
                habit.act(now);
                at(now + dice.about(period), this);
            }
        }
    }

    /** Every day at about that time. */
    public void daily(int hour, int minute, Dice dice, Habit habit) {
        at(
                Almanac.at(1, hour, minute) + dice.between(0, 5 * Almanac.MINUTE),
                new Habit() {
                    @Override
                    public void act(long now) {
                        habit.act(now);
                        at(now + Almanac.DAY + dice.between(-Almanac.MINUTE, Almanac.MINUTE), this);
                    }
                });
    }

    /** So many times on a working day, whenever it comes up between opening and closing. */
    public void officeHours(double timesADay, long from, Dice dice, Habit habit) {
        long mean = (long) (10 * Almanac.HOUR / timesADay);
        at(
                from + dice.waiting(mean),
                new Habit() {
                    @Override
                    public void act(long now) {
                        if (Almanac.isOfficeTime(now)) {
                            habit.act(now);
                            at(now + dice.waiting(mean), this);
                        } else {
                            long hour = now - now % Almanac.HOUR + Almanac.HOUR;
                            at(hour + dice.waiting(mean), this);
                        }
                    }
                });
    }

    /** Does what is next, unless that is after the end. */
    public boolean actBefore(long end) {
        Entry next = entries.poll();
        if (next == null || next.time() >= end) {
            return false;
        }
        next.habit().act(next.time());
        return true;
    }

    /** When something is done next. */
    public long next() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().time();
    }
}
