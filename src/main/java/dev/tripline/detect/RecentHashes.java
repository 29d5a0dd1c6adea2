// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Remembers hashes for a while: at least for the horizon, unless there come more of them than it
 * may keep, and at most for twice as long. Two generations take turns, so that forgetting costs
 * nothing. Not thread-safe.
 */
final class RecentHashes {

    /** Two generations of these take 32 MiB. */
    static final int MAX_PER_GENERATION = 1 << 19;

    private final long horizonNanos;
    private final LongSupplier nanoClock;
    private final int maxPerGeneration;

    private Generation current = new Generation();
    private Generation previous = new Generation();
    private long began;

    /**
     * @param nanoClock goes on evenly, from anywhere
     */
    RecentHashes(Duration horizon, LongSupplier nanoClock) {
        this(horizon, nanoClock, MAX_PER_GENERATION);
    }

    RecentHashes(Duration horizon, LongSupplier nanoClock, int maxPerGeneration) {
        this.horizonNanos = horizon.toNanos();
        this.nanoClock = nanoClock;
        this.maxPerGeneration = maxPerGeneration;
        this.began = nanoClock.getAsLong();
    }

    /**
     * @return whether {@code hash} was not known
     */
    boolean add(ContentHash hash) {
        turn();
        return !previous.contains(hash) && current.add(hash);
    }

    private void turn() {
        long age = nanoClock.getAsLong() - began;
        if (age < horizonNanos && current.size < maxPerGeneration) {
            return;
        }
        // After a long silence nothing of the current generation is recent either.
        previous = age < 2 * horizonNanos ? current : new Generation();
        current = new Generation();
        began += age;
    }

    /** A hash table without chains: a hash stands at its place or behind it. */
    private static final class Generation {

        private static final int FIRST_PLACES = 1 << 10;

        /** Two numbers for each place; two zeros for none. */
        private long[] places = new long[2 * FIRST_PLACES];

        private int size;

        boolean contains(ContentHash hash) {
            return isTaken(place(hash));
        }

        boolean add(ContentHash hash) {
            int place = place(hash);
            if (isTaken(place)) {
                return false;
            }
            put(place, hash);
            size++;
            if (4 * size > places.length) {
                grow();
            }
            return true;
        }

        /** Where the hash stands, or else where it would. */
        private int place(ContentHash hash) {
            int place = 2 * (int) (hash.low() & (places.length / 2 - 1));
            while (isTaken(place)
                    && (places[place] != hash.high() || places[place + 1] != hash.low())) {
                place = (place + 2) & (places.length - 1);
            }
            return place;
        }

        private boolean isTaken(int place) {
            return places[place] != 0 || places[place + 1] != 0;
        }

        private void put(int place, ContentHash hash) {
            places[place] = hash.high();
            places[place + 1] = hash.low();
        }

        private void grow() {
            long[] old = places;
            places = new long[2 * old.length];
            for (int i = 0; i < old.length; i += 2) {
                if (old[i] != 0 || old[i + 1] != 0) {
                    ContentHash hash = new ContentHash(old[i], old[i + 1]);
                    put(place(hash), hash);
                }
            }
        }
    }
}
