// SPDX-License-Identifier: Apache-2.0
package dev.tripline.job;

import dev.tripline.alert.Alert;
import dev.tripline.alert.AlertFields;
import dev.tripline.alert.AlertKey;
import dev.tripline.alert.AlertLedger;
import dev.tripline.detect.Detection;
import dev.tripline.detect.Evaluate;
import dev.tripline.detect.RuleEvaluator;
import dev.tripline.detect.WithinBounds;
import dev.tripline.event.DeadLetter;
import dev.tripline.event.FieldSet;
import dev.tripline.event.JsonReader;
import dev.tripline.event.Redactor;
import dev.tripline.format.Cluster;
import dev.tripline.format.DerivedFields;
import dev.tripline.format.Formats;
import dev.tripline.format.SourceContext;
import dev.tripline.format.SourceFormat;
import dev.tripline.format.TrustedProxies;
import dev.tripline.intake.Arrival;
import dev.tripline.intake.EventClock;
import dev.tripline.intake.IntakeSettings;
import dev.tripline.intake.Lateness;
import dev.tripline.job.JobConfig.SourceConfig;
import dev.tripline.rule.DeploymentContext;
import dev.tripline.rule.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Raw security events in, alerts out. */
public final class DetectionJob {

    private DetectionJob() {}

    /**
     * Puts the job into {@code env}, ready to be executed.
     *
     * @param config as {@link ConfigChecks} has found good
     * @param rules as the engine can run them
     */
    public static void define(
            StreamExecutionEnvironment env, JobConfig config, List<Rule> rules, Redactor redactor)
            throws ConfigException {
        define(env, config, rules, redactor, Sources::of);
    }

    /**
     * The same job over its own dead letters.
     *
     * @param config whose sources have files of dead letters of theirs, one per line
     */
    public static void replay(
            StreamExecutionEnvironment env, JobConfig config, List<Rule> rules, Redactor redactor)
            throws ConfigException {
        define(env, config, rules, redactor, Sources::deadLetters);
    }

    /** How a source becomes a stream. */
    interface Reading {
        SingleOutputStreamOperator<Arrival> of(
                StreamExecutionEnvironment env,
                SourceConfig source,
                WatermarkStrategy<Arrival> clock,
                IntakeSettings settings);
    }

    static void define(
            StreamExecutionEnvironment env,
            JobConfig config,
            List<Rule> rules,
            Redactor redactor,
            Reading reading)
            throws ConfigException {
        ConfigChecks.checkDelivery(config, env.getCheckpointConfig().isCheckpointingEnabled());
        Formats formats = ConfiguredFormats.of(config);
        DeploymentContext context = ConfiguredContext.of(config);
        FieldSet fields = DerivedFields.complete(RuleEvaluator.fields(rules, AlertFields.CONTEXT));

        Alignment alignment = Alignment.of(config);
        List<SingleOutputStreamOperator<Detection>> evaluated = new ArrayList<>();
        for (SourceConfig source : config.sources()) {
            SingleOutputStreamOperator<Arrival> arrivals =
                    reading.of(
                            env,
                            source,
                            alignment.of(EventClock.behind(lateness(source, config))),
                            intake(source, formats, context, config, fields, redactor));
            Evaluate evaluate =
                    new Evaluate(
                            source.name(),
                            config.duplicateHorizon(),
                            rules,
                            fields,
                            AlertFields.CONTEXT,
                            redactor);
            evaluated.add(
                    arrivals.process(evaluate, TypeInformation.of(Detection.class))
                            .name("evaluate " + source.name())
                            .uid(Uids.evaluate(source.name())));
        }

        Detecting detecting = Detecting.on(evaluated, rules, Horizons.of(config), config.isEager());

        DataStream<Alert> alerts =
                detecting
                        .detections()
                        .keyBy(new AlertKey(rules))
                        .transform(
                                "alert ledger",
                                TypeInformation.of(Alert.class),
                                new WithinBounds<>(new AlertLedger(rules)))
                        .uid(Uids.ALERT_LEDGER);

        DataStream<DeadLetter> deadLetters = detecting.deadLetters();
        for (DataStream<DeadLetter> rejected :
                Sinks.alerts(alerts, config.sinks(), Routes.of(config, rules))) {
            deadLetters = deadLetters.union(rejected);
        }
        Sinks.deadLetters(deadLetters, config.deadLetters(), redactor);
        Sinks.lateHits(detecting.lateHits(), config.lateHits());
    }

    /**
     * The same way through the house as {@link #define}, from one file of plain documents to
     * detections, for questions about data at rest. No time is implausible there, nothing ever
     * expires, and a document that stands there twice counts twice.
     *
     * @param idField kept as evidence of every event
     * @param known of where the documents come from
     */
    public static Detecting overDocuments(
            StreamExecutionEnvironment env,
            Path file,
            List<Rule> rules,
            String idField,
            String timestampField,
            SourceContext known) {
        List<String> context = List.of(idField);
        FieldSet fields = DerivedFields.complete(RuleEvaluator.fields(rules, context));
        String source = "documents";
        IntakeSettings intake =
                new IntakeSettings(
                        source,
                        SourceFormat.documents(timestampField),
                        known,
                        fields,
                        Integer.MAX_VALUE,
                        JsonReader.DEFAULT_MAX_DEPTH,
                        null,
                        null);
        SingleOutputStreamOperator<Detection> evaluated =
                Sources.files(env, List.of(file.toAbsolutePath()), intake)
                        .process(
                                new Evaluate(
                                        source,
                                        Duration.ZERO,
                                        rules,
                                        fields,
                                        context,
                                        known.redactor()),
                                TypeInformation.of(Detection.class))
                        .name("evaluate documents")
                        .uid(Uids.evaluate(source));
        return Detecting.on(List.of(evaluated), rules, Horizons.ENDLESS, false);
    }

    private static Lateness lateness(SourceConfig source, JobConfig config) {
        return new Lateness(source.delay(), source.quietAfter(), config.limits().maxLag());
    }

    private static IntakeSettings intake(
            SourceConfig source,
            Formats formats,
            DeploymentContext context,
            JobConfig config,
            FieldSet fields,
            Redactor redactor) {
        return new IntakeSettings(
                source.name(),
                formats.named(source.format()).orElseThrow(),
                context.source(
                        new Cluster(source.cluster(), config.clusters()),
                        new TrustedProxies(source.trustedProxies()),
                        redactor),
                fields,
                config.limits().maxRecordBytes(),
                config.limits().maxDepth(),
                config.limits().maxFuture(),
                config.limits().maxSkew());
    }
}
