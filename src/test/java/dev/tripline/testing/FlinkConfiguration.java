// SPDX-License-Identifier: Apache-2.0
package dev.tripline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration directory of a cluster, and the JVM options that go with it.
 *
 * <p>The start scripts of a distribution derive the memory of a TaskManager from one total; here
 * the parts are given, so that no script is needed.
 */
record FlinkConfiguration(Path directory, Path temporary) {

    static final List<String> JOB_MANAGER_MEMORY = List.of("-Xms64m", "-Xmx384m");

    /** The heap is framework plus task, the direct memory framework plus network, as below. */
    static final List<String> TASK_MANAGER_MEMORY =
            List.of(
                    "-Xms64m",
                    "-Xmx512m",
                    "-XX:MaxDirectMemorySize=192m",
                    "-XX:MaxMetaspaceSize=256m");

    static final List<String> CLIENT_MEMORY = List.of("-Xmx256m");

    /** What a distribution's configuration sets for all of its JVMs. */
    private static final List<String> OPENED_PACKAGES =
            List.of(
                    "java.lang",
                    "java.net",
                    "java.io",
                    "java.nio",
                    "java.lang.reflect",
                    "java.text",
                    "java.time",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.concurrent.atomic",
                    "java.util.concurrent.locks");

    static FlinkConfiguration write(
            Path home, int rpcPort, int restPort, Map<String, String> overrides)
            throws IOException {
        Path directory = Files.createDirectories(home.resolve("conf"));
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jobmanager.rpc.address", "127.0.0.1");
        settings.put("jobmanager.rpc.port", "" + rpcPort);
        settings.put("jobmanager.bind-host", "127.0.0.1");
        settings.put("rest.address", "127.0.0.1");
        settings.put("rest.bind-address", "127.0.0.1");
        settings.put("rest.port", "" + restPort);
        settings.put("taskmanager.host", "127.0.0.1");
        settings.put("taskmanager.bind-host", "127.0.0.1");
        settings.put("taskmanager.numberOfTaskSlots", "2");
        settings.put("taskmanager.cpu.cores", "1");
        settings.put("taskmanager.memory.framework.heap.size", "128m");
        settings.put("taskmanager.memory.task.heap.size", "384m");
        settings.put("taskmanager.memory.framework.off-heap.size", "128m");
        settings.put("taskmanager.memory.task.off-heap.size", "0");
        settings.put("taskmanager.memory.network.min", "64m");
        settings.put("taskmanager.memory.network.max", "64m");
        settings.put("taskmanager.memory.managed.size", "0");
        settings.put("taskmanager.memory.jvm-metaspace.size", "256m");
        settings.put("taskmanager.memory.jvm-overhead.min", "128m");
        settings.put("taskmanager.memory.jvm-overhead.max", "128m");
        settings.put("io.tmp.dirs", temporary.toString());
        settings.put("state.backend.type", "hashmap");
        settings.put("execution.checkpointing.dir", home.resolve("checkpoints").toUri().toString());
        settings.put("execution.checkpointing.interval", "1s");
        settings.put(
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION");
        settings.put("restart-strategy.type", "fixed-delay");
        settings.put("restart-strategy.fixed-delay.attempts", "100");
        settings.put("restart-strategy.fixed-delay.delay", "500ms");
        // A killed TaskManager is noticed within seconds instead of a minute.
        settings.put("heartbeat.interval", "1000");
        settings.put("heartbeat.timeout", "5000");
        settings.put("heartbeat.rpc-failure-threshold", "2");
        // A TaskManager that is up before the JobManager asks again soon, not after ten seconds.
        settings.put("cluster.registration.error-delay", "200ms");
        // What REST tells of jobs is cached, by default for three seconds: tests must not see the
        // past.
        settings.put("web.refresh-interval", "1ms");
        settings.putAll(overrides);
        Files.write(
                directory.resolve("config.yaml"),
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .toList());
        Files.writeString(
                directory.resolve("log4j.properties"),
                """
                rootLogger.level = INFO
                rootLogger.appenderRef.console.ref = console
                appender.console.name = console
                appender.console.type = Console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1} - %m%n
                """);
        return new FlinkConfiguration(directory, temporary);
    }

    List<String> jvmOptions(List<String> memory) {
        List<String> options =
                OPENED_PACKAGES.stream()
                        .map(opened -> "--add-opens=java.base/" + opened + "=ALL-UNNAMED")
                        .collect(Collectors.toList());
        options.addAll(memory);
        // A killed JVM leaves its uploads behind; there they go with the cluster's directory.
        options.add("-Djava.io.tmpdir=" + temporary);
        options.add("-Dlog4j.configurationFile=" + directory.resolve("log4j.properties").toUri());
        return options;
    }
}
