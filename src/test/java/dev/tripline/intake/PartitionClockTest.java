// SPDX-License-Identifier: Apache-2.0
package dev.tripline.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One source on a wall clock that the tests turn. */
class PartitionClockTest {

    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration MAX_LAG = Duration.ofMinutes(30);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TIME_TO_BEGIN = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-11-02T10:00:00Z");
    private static final long LONG_AGO = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();
    private static final long IN_2001 = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();

    private static final int PROCESS = 0;
    private static final int AUDIT = 1;
    private static final int FORGED = 2;

    private final ManualClock time = new ManualClock();
    private final String name = UUID.randomUUID().toString();
    private final List<WhatAClockSays> partitions = new ArrayList<>();
    private Duration delay = Duration.ofMinutes(1);

    private WhatAClockSays partition() {
        Lateness lateness = new Lateness(delay, QUIET, MAX_LAG);
        WhatAClockSays partition =
                new WhatAClockSays(
                        new PartitionClock(
                                lateness, SourceTime.of(name, lateness), time, this::now));
        partitions.add(partition);
        return partition;
    }

    private long now() {
        return START.toEpochMilli() + time.absoluteTimeMillis();
    }

    /** Time passes, and Flink asks all partitions for theirs. */
    private void pass(Duration duration) {
        time.advanceTime(duration);
        partitions.forEach(WhatAClockSays::afterEmit);
    }

    private long less(Duration lag) {
        return now() - lag.toMillis() - delay.toMillis() - 1;
    }

    @Nested
    class Live {

        @Test
        void itIsTheNewestEventLessTheDelay() {
            WhatAClockSays partition = partition();
            for (int second = 0; second < 40; second++) {
                pass(SECOND);
                partition.receive(PROCESS, now(), now());
                partition.receive(PROCESS, now() - 900, now());
            }

            assertThat(partition.time()).isEqualTo(less(Duration.ZERO));
        }

        /** Otherwise the first process event would make the audit records late. */
        @Test
        void itWaitsForEveryKindToShowItself() {
            WhatAClockSays partition = partition();
            partition.receive(PROCESS, now(), now());
            pass(QUIET.minusMillis(1));
            partition.receive(PROCESS, now(), now());

            assertThat(partition.afterEmit()).isEmpty();
        }

        @Test
        void itFollowsTheSlowestKind() {
            WhatAClockSays partition = partition();
            Duration behind = Duration.ofMinutes(10);
            for (int second = 0; second < 1200; second++) {
                pass(SECOND);
                partition.receive(PROCESS, now(), now());
                long audited = now() - behind.toMillis();
                assertThat(partition.time()).as("second %d", second).isLessThan(audited);
                partition.receive(AUDIT, audited, now());
            }

            assertThat(partition.time()).isEqualTo(less(behind));
        }

        /** Audit records come in batches, and are all as old as ever when they come. */
        @Test
        void aQuietKindIsTakenToStayAsFarBehind() {
            WhatAClockSays partition = partition();
            Duration behind = Duration.ofMinutes(10);
            for (int second = 0; second < 900; second++) {
                pass(SECOND);
                partition.receive(PROCESS, now(), now());
                if (second % 120 == 0) {
                    partition.receive(AUDIT, now() - behind.toMillis(), now());
                }
                assertThat(partition.time()).isLessThan(now() - behind.toMillis());
            }
        }

        @Test
        void aKindThatStaysAwayIsForgotten() {
            WhatAClockSays partition = partition();
            partition.receive(AUDIT, now() - 600_000, now());
            for (int second = 0; second < 1900; second++) {
                pass(SECOND);
                partition.receive(PROCESS, now(), now());
            }

            assertThat(partition.time()).isEqualTo(less(Duration.ZERO));
        }

        @Test
        void aQuietPartitionGoesByItsSource() {
            WhatAClockSays quiet = partition();
            WhatAClockSays busy = partition();
            for (int second = 0; second < 40; second++) {
                pass(SECOND);
                busy.receive(PROCESS, now(), now());
            }
            busy.afterEmit();

            assertThat(quiet.time()).isEqualTo(less(Duration.ZERO));
        }

        @Test
        void deadLettersDoNotMoveIt() {
            WhatAClockSays partition = partition();
            partition.receiveDeadLetter(now());
            pass(QUIET);

            assertThat(partition.afterEmit()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 15, 45, 600})
        void timePassesInSilenceSoThatTheLastSequencesAreDecided(int delayMinutes) {
            delay = Duration.ofMinutes(delayMinutes);
            WhatAClockSays partition = partition();
            long last = now();
            partition.receive(PROCESS, last, last);
            pass(SECOND);
            pass(QUIET.plus(delay));

            assertThat(partition.time()).isBetween(last - 1, last + 1000);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 15, 45, 600})
        void nothingIsLateThatASparseSourceSendsWithinItsDelay(int delayMinutes) {
            delay = Duration.ofMinutes(delayMinutes);
            WhatAClockSays partition = partition();
            for (int i = 0; i < 20; i++) {
                for (int step = 0; step < 50; step++) {
                    pass(delay.dividedBy(33));
                }
                long happened = now() - delay.toMillis();
                assertThat(partition.time()).isLessThan(happened);
                partition.receive(PROCESS, happened, now());
            }
        }
    }

    @Nested
    class ASourceThatHasNotBegun {

        @ParameterizedTest
        @ValueSource(ints = {1, 15, 45})
        void isWaitedForAndThenTakenToBeUpToDate(int delayMinutes) {
            delay = Duration.ofMinutes(delayMinutes);
            WhatAClockSays partition = partition();
            Duration patience = delayMinutes < 5 ? TIME_TO_BEGIN : delay;
            pass(patience.minusMillis(1));
            assertThat(partition.afterEmit()).isEmpty();

            pass(Duration.ofMillis(1));

            assertThat(partition.time()).isEqualTo(less(Duration.ZERO));
        }
    }

    @Nested
    class ABacklog {

        /** Its records have the times of their writing, and are read in moments. */
        @Test
        void hasTheTimesThatItHadWhenItWasWritten() {
            WhatAClockSays partition = partition();
            long written = now() - Duration.ofHours(5).toMillis();
            long behind = Duration.ofMinutes(10).toMillis();
            for (int second = 0; second < 7200; second++) {
                written += 1000;
                partition.receive(PROCESS, written, written);
                assertThat(partition.time()).isLessThan(written - behind);
                partition.receive(AUDIT, written - behind, written);
            }

            assertThat(partition.time()).isEqualTo(written - behind - delay.toMillis() - 1);
        }

        @Test
        void ofOnePartitionIsWaitedForByTheOthers() {
            WhatAClockSays behind = partition();
            WhatAClockSays live = partition();
            long written = now() - Duration.ofHours(5).toMillis();
            for (int second = 0; second < 100; second++) {
                pass(SECOND);
                live.receive(PROCESS, now(), now());
                written += 60_000;
                behind.receive(PROCESS, written, written);
            }

            assertThat(behind.time()).isEqualTo(written - delay.toMillis() - 1);
        }
    }

    @Nested
    class AReplay {

        /** Old events in new records, as when a file is sent to a topic. */
        @Test
        void runsByItsEvents() {
            WhatAClockSays partition = partition();
            for (int second = 0; second < 60; second++) {
                pass(SECOND);
                partition.receive(PROCESS, LONG_AGO + second * 60_000, now());
            }

            assertThat(partition.time()).isEqualTo(LONG_AGO + 59 * 60_000 - delay.toMillis() - 1);
        }

        @Test
        void doesNotWaitForAKindThatIsDone() {
            WhatAClockSays partition = partition();
            partition.receive(AUDIT, LONG_AGO, now());
            for (int second = 0; second < 60; second++) {
                pass(SECOND);
                partition.receive(PROCESS, LONG_AGO + second * 60_000, now());
            }

            assertThat(partition.time()).isEqualTo(LONG_AGO + 59 * 60_000 - delay.toMillis() - 1);
        }

        @Test
        void decidesItsLastSequencesWhenItEnds() {
            WhatAClockSays partition = partition();
            partition.receive(PROCESS, LONG_AGO, now());
            pass(SECOND);
            pass(QUIET.plus(delay));

            assertThat(partition.time()).isGreaterThanOrEqualTo(LONG_AGO - 1);
        }

        /** As when a file with all kinds of events is sent at once, and nothing after it. */
        @Test
        void goesByItsNewestKindWhenAllAreQuiet() {
            WhatAClockSays partition = partition();
            partition.receive(AUDIT, LONG_AGO, now());
            partition.receive(PROCESS, LONG_AGO + 600_000, now());
            pass(QUIET);

            assertThat(partition.time()).isEqualTo(LONG_AGO + 600_000 - delay.toMillis() - 1);
        }

        @Test
        void isOverOnceTheSourceShowsALiveEvent() {
            WhatAClockSays replay = partition();
            WhatAClockSays live = partition();
            for (int second = 0; second < 100; second++) {
                pass(SECOND);
                replay.receive(PROCESS, LONG_AGO + second, now());
                if (second > 30) {
                    live.receive(PROCESS, now(), now());
                }
            }
            live.afterEmit();

            assertThat(replay.time()).isEqualTo(less(Duration.ZERO));
        }
    }

    @Nested
    class AnAttacker {

        /** Beyond max-skew the reader flags it, up to there it may be an honest sensor's clock. */
        @Test
        void cannotMoveItAheadOfTheTimeOfArrival() {
            WhatAClockSays partition = partition();
            for (int second = 0; second < 60; second++) {
                pass(SECOND);
                partition.receive(PROCESS, now(), now());
                partition.receive(FORGED, now() + 299_000, now());
                partition.receiveSkewed(now());
            }

            assertThat(partition.time()).isEqualTo(less(Duration.ZERO));
        }

        @Test
        void cannotMoveAReplayWithEventsOfTheFuture() {
            WhatAClockSays partition = partition();
            for (int second = 0; second < 60; second++) {
                pass(SECOND);
                partition.receive(PROCESS, LONG_AGO + second, now());
                partition.receiveSkewed(now());
            }

            assertThat(partition.time()).isLessThan(LONG_AGO);
        }

        /** With advancing times, so that nothing but their age tells them from a replay. */
        @Test
        void cannotHoldItBackWithAFloodInAPartitionOfHisOwn() {
            WhatAClockSays honest = partition();
            WhatAClockSays flooded = partition();
            for (int second = 0; second < 120; second++) {
                pass(SECOND);
                flooded.receive(PROCESS, IN_2001 + second, now());
                honest.receive(PROCESS, now(), now());
            }
            honest.afterEmit();

            assertThat(flooded.time()).isEqualTo(less(Duration.ZERO));
        }

        @Test
        void cannotHoldItBackWithAFloodOfAKindOfHisOwn() {
            WhatAClockSays partition = partition();
            for (int second = 0; second < 120; second++) {
                pass(SECOND);
                partition.receive(FORGED, IN_2001 + second, now());
                partition.receive(PROCESS, now(), now());
            }

            assertThat(partition.time()).isEqualTo(less(Duration.ZERO));
        }

        /** In a process that reads nothing else of the source, which no honest event tells so. */
        @Test
        void cannotHoldItBackForEverByRepeatingAnOldEventWhereNobodyElseWrites() {
            WhatAClockSays flooded = partition();
            for (int second = 0; second < 340; second++) {
                pass(SECOND);
                flooded.receive(PROCESS, IN_2001, now());
            }

            assertThat(flooded.time()).isEqualTo(less(Duration.ZERO));
        }

        /** A writer may choose the times of records, too: then an old event is a backlog. */
        @Test
        void cannotHoldItBackByRepeatingAnOldRecord() {
            WhatAClockSays honest = partition();
            WhatAClockSays flooded = partition();
            for (int second = 0; second < 120; second++) {
                pass(SECOND);
                flooded.receive(PROCESS, IN_2001, IN_2001);
                honest.receive(PROCESS, now(), now());
            }
            honest.afterEmit();

            assertThat(flooded.time()).isEqualTo(less(Duration.ZERO));
        }

        @Test
        void canHoldItBackOnlyAsFarAsEventsMayLag() {
            WhatAClockSays partition = partition();
            for (int second = 0; second < 3600; second++) {
                pass(SECOND);
                partition.receive(FORGED, now() - MAX_LAG.toMillis(), now());
                partition.receive(PROCESS, now(), now());
            }

            assertThat(partition.time()).isEqualTo(less(MAX_LAG));
        }
    }
}
