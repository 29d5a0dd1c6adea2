// SPDX-License-Identifier: Apache-2.0
package dev.tripline.life;

import dev.tripline.intake.Tally;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;

/** Shows on the console how far a life is. */
final class LifeProgress {

    private static final long EVERY_SECONDS = 10;

    private LifeProgress() {}

    static JobExecutionResult await(JobClient job) throws Exception {
        CompletableFuture<JobExecutionResult> end = job.getJobExecutionResult();
        long start = System.nanoTime();
        while (true) {
            try {
                return end.get(EVERY_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
                long events = events(counts(job));
                System.out.printf(
                        "… %,d events in %d s, %,d/s%n", events, seconds, events / seconds);
            }
        }
    }

    static long events(Map<String, Object> counts) {
        return Tally.bySource(counts, Tally.READ).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Without them there is just nothing to show. */
    private static Map<String, Object> counts(JobClient job) throws InterruptedException {
        try {
            return job.getAccumulators().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Map.of();
        }
    }
}
