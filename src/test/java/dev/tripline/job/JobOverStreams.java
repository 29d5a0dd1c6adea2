// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.event.Redactor;
import dev.tripline.intake.Arrival;
import dev.tripline.intake.IntakeSettings;
import dev.tripline.rule.Rule;
import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job as it is, over records that a test makes while the job runs. */
public final class JobOverStreams {

    private JobOverStreams() {}

    /** How a source becomes a stream, its clock included. */
    public interface Streams {

        SingleOutputStreamOperator<Arrival> of(IntakeSettings source);
    }

    public static void define(
            StreamExecutionEnvironment env,
            JobConfig config,
            List<Rule> rules,
            Redactor redactor,
            Streams streams)
            throws ConfigException {
        DetectionJob.define(
                env,
                config,
                rules,
                redactor,
                (sameEnv, source, clock, settings) -> streams.of(settings));
    }
}
