// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life.world;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.PriorityQueue;

/**
 * Brings records to the job as real pipelines do: mostly at once, some late, some twice, audit
 * events also in batches, in the envelopes of their two ways.
 */
public final class Post {

    /** No record comes later than this after what it tells of. */
    public static final long LATEST = 25 * Almanac.MINUTE;

    private static final double LATE = 0.01;
    private static final double TWICE = 0.001;
    private static final long LATE_AT_MOST = 9 * Almanac.MINUTE;

    private record Parcel(Delivery delivery, long order) implements Comparable<Parcel> {
        @Override
        public int compareTo(Parcel other) {
            int byTime = Long.compare(delivery.time(), other.delivery.time());
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final ArrayDeque<Delivery> ready = new ArrayDeque<>();
    private final PriorityQueue<Parcel> later = new PriorityQueue<>();
    private final Dice dice;
    private final AuditBatch list = AuditBatch.eventList();
    private final AuditBatch cloudWatch = AuditBatch.cloudWatch();
    private String origin = Delivery.LIFE;
    private long order;
    private long latest;

    public Post(Dice dice) {
        this.dice = dice;
    }

    /** Whatever is sent meanwhile comes from an attack. */
    public void during(String attack, Runnable deeds) {
        origin = attack;
        try {
            deeds.run();
        } finally {
            origin = Delivery.LIFE;
        }
    }

    private boolean isAttack() {
        return !origin.equals(Delivery.LIFE);
    }

    /**
     * @param now when the record becomes known where it is written
     */
    public void send(Wire wire, long now, StringBuilder record) {
        if (isAttack()) {
            // Alone in its record, so that an alert's evidence says which attack it is of.
            later(delivery(wire, now + dice.between(0, 5 * Almanac.MINUTE), record));
        } else if (wire == Wire.AUDIT) {
            audit(now, record);
        } else if (wire == Wire.CLOUDTRAIL) {
            later(delivery(wire, now + dice.between(Almanac.MINUTE, LATE_AT_MOST), record));
        } else {
            sendAlone(wire, now, record);
        }
    }

    private void audit(long now, StringBuilder record) {
        int way = dice.below(10);
        if (way == 0) {
            cloudWatch.add(now, record);
            dispatch(cloudWatch, now, 20);
        } else if (way < 4) {
            list.add(now, record);
            dispatch(list, now, 10);
        } else {
            sendAlone(Wire.AUDIT, now, record);
        }
    }

    private void dispatch(AuditBatch batch, long now, int full) {
        if (batch.size() >= full) {
            sendAlone(Wire.AUDIT, now, batch.take());
        }
    }

    private void sendAlone(Wire wire, long now, StringBuilder record) {
        Delivery delivery = delivery(wire, now, record);
        if (dice.chance(LATE)) {
            later(delivered(delivery, now + dice.between(0, LATE_AT_MOST)));
        } else {
            later(delivery);
        }
        if (dice.chance(TWICE)) {
            later(delivered(delivery, now + dice.between(0, LATE_AT_MOST)));
        }
    }

    private Delivery delivery(Wire wire, long time, StringBuilder record) {
        byte[] bytes = record.toString().getBytes(StandardCharsets.UTF_8);
        return delivered(new Delivery(wire.ordinal(), origin, time, bytes), time);
    }

    /** Nothing comes before what has come already. */
    private Delivery delivered(Delivery delivery, long time) {
        return new Delivery(
                delivery.wire(), delivery.origin(), Math.max(time, latest), delivery.record());
    }

    private void later(Delivery delivery) {
        later.add(new Parcel(delivery, order++));
    }

    /** Everything that has come by then may be taken. */
    void bring(long until) {
        latest = Math.max(latest, until);
        while (!later.isEmpty() && later.peek().delivery().time() <= until) {
            ready.add(later.poll().delivery());
        }
    }

    /**
     * Nothing more will be sent.
     *
     * @return whether anything was still on its way
     */
    boolean close() {
        for (AuditBatch batch : new AuditBatch[] {list, cloudWatch}) {
            if (batch.size() > 0) {
                later(delivery(Wire.AUDIT, latest, batch.take()));
            }
        }
        bring(Long.MAX_VALUE);
        return !ready.isEmpty();
    }

    /**
     * @return {@code null} if nothing is there
     */
    Delivery take() {
        return ready.poll();
    }
}
