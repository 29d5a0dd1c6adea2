// SPDX-License-Identifier: Apache-2.0
package dev.tripline.detect;

import static dev.tripline.detect.Hits.again;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tripline.detect.SequenceOperator.Kind;
import dev.tripline.intake.Tally;
import dev.tripline.job.OnMiniCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hits that arrive one by one, each moving the watermark. */
class ArrivalOrderIT {

    private static final long SEED = Long.getLong("tripline.seed", 1);
    private static final int DELAY = 10_000;
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int PERMUTATIONS = 8;
    private static final SequenceShape A_THEN_B =
            new SequenceShape(List.of(0, 1), SequenceShape.NO_UNTIL, Duration.ofSeconds(5));

    @RegisterExtension static final MiniClusterExtension CLUSTER = OnMiniCluster.cluster();

    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void anyOrderWithinTheDelayGivesTheSame(Kind kind) throws Exception {
        inAnyOrder(kind, A_THEN_B);
    }

    @ParameterizedTest
    @MethodSource
    void anyOrderWithinTheDelayGivesTheSameWithMissingEvents(SequenceShape shape) throws Exception {
        inAnyOrder(Kind.EXACT, shape);
    }

    /** Stages are A and B, and C must be missing. */
    static List<SequenceShape> anyOrderWithinTheDelayGivesTheSameWithMissingEvents() {
        long c = 1L << 2;
        List<SequenceShape> shapes = new ArrayList<>();
        for (List<Integer> stages : List.of(List.of(0, 1), List.of(0))) {
            List<Long> nothing = Collections.nCopies(stages.size() - 1, 0L);
            List<Long> between = Collections.nCopies(stages.size() - 1, c);
            for (MissingTerms missing :
                    List.of(
                            new MissingTerms(c, nothing, 0),
                            new MissingTerms(0, between, 0),
                            new MissingTerms(0, nothing, c),
                            new MissingTerms(c, between, c))) {
                shapes.add(
                        new SequenceShape(
                                stages, SequenceShape.NO_UNTIL, Duration.ofSeconds(5), missing));
            }
        }
        return shapes;
    }

    private static void inAnyOrder(Kind kind, SequenceShape shape) throws Exception {
        Random random = new Random(SEED);
        List<Hit> hits = randomHits(random, 500);
        Map<Hit, Integer> arrivals = new TreeMap<>(Comparator.comparing(Hit::toString));
        for (int permutation = 0; permutation < PERMUTATIONS; permutation++) {
            for (Hit hit : hits) {
                Evidence event = hit.evidence();
                String key = "[" + permutation + "," + hit.joinKey() + "]";
                arrivals.put(
                        new Hit(hit.ruleKey(), key, hit.terms(), event),
                        (int) (event.time().millis() - Hits.START) + random.nextInt(DELAY + 1));
            }
        }
        List<Hit> inOrderOfArrival = new ArrayList<>(arrivals.keySet());
        inOrderOfArrival.sort(Comparator.comparing(arrivals::get));

        Result result = run(kind, shape, inOrderOfArrival);

        List<String> expected = new ArrayList<>();
        for (int permutation = 0; permutation < PERMUTATIONS; permutation++) {
            for (String match : inMemory(shape, hits)) {
                expected.add("[" + permutation + "," + match.replaceFirst("]", "]]"));
            }
        }
        assertThat(result.late()).as("seed %d", SEED).isEmpty();
        assertThat(result.found())
                .as("seed %d", SEED)
                .hasSizeGreaterThan(PERMUTATIONS * 20)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Also the last record of a request that comes when its time has long passed. */
    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void theRecordsOfRequestsCountOnceInAnyOrderAndHoweverOftenTheyCome(Kind kind)
            throws Exception {
        Random random = new Random(SEED);
        List<Hit> counting = new ArrayList<>();
        Map<Hit, Integer> arrivals = new HashMap<>();
        int duplicates = 0;
        for (Hit request : randomHits(random, 500)) {
            String id = request.evidence().identity();
            long time = request.evidence().time().millis() - Hits.START;
            Hit received = Hits.record("A", request.joinKey(), id, "1", time);
            Hit started = Hits.record("AB", request.joinKey(), id, "2", time);
            Hit completed = Hits.record("AB", request.joinKey(), id, "3", time);
            List<Hit> records = new ArrayList<>(List.of(started));
            if (random.nextBoolean()) {
                records.add(received);
                counting.add(received);
                counting.add(Hits.record("B", request.joinKey(), id, "2", time));
            } else {
                counting.add(started);
            }
            for (Hit record : List.copyOf(records)) {
                arrivals.put(record, (int) time + random.nextInt(DELAY + 1));
                if (random.nextInt(3) == 0) {
                    arrivals.put(again(record), (int) time + random.nextInt(DELAY + 1));
                    duplicates++;
                }
            }
            arrivals.put(completed, (int) time + random.nextInt(2 * DELAY + 1));
            duplicates++;
        }
        List<Hit> inOrderOfArrival = new ArrayList<>(arrivals.keySet());
        inOrderOfArrival.sort(
                Comparator.<Hit, Integer>comparing(arrivals::get).thenComparing(Hit::toString));

        Result result = run(kind, A_THEN_B, inOrderOfArrival);

        assertThat(result.late()).as("seed %d", SEED).isEmpty();
        assertThat(Tally.duplicates(result.counts())).isEqualTo(Map.of("rule", (long) duplicates));
        assertThat(result.found())
                .as("seed %d", SEED)
                .hasSizeGreaterThan(20)
                .containsExactlyInAnyOrderElementsOf(inMemory(A_THEN_B, counting));
    }

    @ParameterizedTest
    @EnumSource(names = {"CEP", "EXACT"})
    void whatArrivesLaterIsHandedOverAndCounted(Kind kind) throws Exception {
        List<Hit> hits = randomHits(new Random(SEED), 1_000);
        List<Hit> late = new ArrayList<>();
        List<Hit> inTime = new ArrayList<>();
        long newest = Long.MIN_VALUE;
        for (Hit hit : hits) {
            long time = hit.evidence().time().millis();
            (newest != Long.MIN_VALUE && time <= newest - DELAY - 1 ? late : inTime).add(hit);
            newest = Math.max(newest, time);
        }

        Result result = run(kind, A_THEN_B, hits);

        assertThat(late).isNotEmpty();
        assertThat(result.late())
                .map(LateHit::hit)
                .containsExactlyInAnyOrderElementsOf(late.stream().map(Hit::comingLate).toList());
        assertThat(Tally.lateHits(result.counts()))
                .isEqualTo(Map.of("rule from test", (long) late.size()));
        assertThat(result.found()).containsExactlyInAnyOrderElementsOf(inMemory(A_THEN_B, inTime));
    }

    private record Result(List<String> found, List<LateHit> late, Map<String, Object> counts) {}

    private static Result run(Kind kind, SequenceShape shape, List<Hit> hits) throws Exception {
        StreamExecutionEnvironment env = OnMiniCluster.environment(2);
        DataStream<Hit> arriving =
                env.fromData(hits, TypeInformation.of(Hit.class))
                        .setParallelism(1)
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Hit>forGenerator(context -> new EachMoves())
                                        .withTimestampAssigner(
                                                (hit, none) -> hit.evidence().time().millis()))
                        .setParallelism(1);
        SingleOutputStreamOperator<Hit> counted =
                SequenceOperator.once(arriving.keyBy(Hit::key), MEMORY);
        SingleOutputStreamOperator<Detection> sequences =
                SequenceOperator.of(kind, counted, shape, MEMORY);
        DataStream<LateHit> late =
                counted.getSideOutput(OnceInOrder.LATE)
                        .map(new CountLateHits(), TypeInformation.of(LateHit.class));
        try (CloseableIterator<Detection> found = sequences.collectAsync();
                CloseableIterator<LateHit> lost = late.collectAsync()) {
            JobClient job = env.executeAsync();
            List<String> shown =
                    OnMiniCluster.drain(found).stream().map(StreamEvents::show).toList();
            List<LateHit> lostHits = OnMiniCluster.drain(lost);
            Map<String, Object> counts =
                    job.getJobExecutionResult().get().getAllAccumulatorResults();
            return new Result(shown, lostHits, counts);
        }
    }

    private static List<String> inMemory(SequenceShape shape, List<Hit> hits) {
        return WholeSequence.detect(shape, hits).stream().map(StreamEvents::show).toList();
    }

    private static List<Hit> randomHits(Random random, int count) {
        List<Hit> hits = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            String terms = List.of("A", "B", "AB", "A", "B", "C").get(random.nextInt(6));
            String key = "[" + random.nextInt(5) + "]";
            // Steps of half a second, so that many hits have the same time.
            hits.add(Hits.hit(terms, key, 500L * random.nextInt(200), String.valueOf(id)));
        }
        return hits;
    }

    /** A watermark after every hit. */
    private static final class EachMoves implements WatermarkGenerator<Hit> {

        private long newest = Long.MIN_VALUE;

        @Override
        public void onEvent(Hit hit, long time, WatermarkOutput output) {
            newest = Math.max(newest, time);
            output.emitWatermark(new Watermark(newest - DELAY - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
